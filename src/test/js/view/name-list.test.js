// Names to invite, as people write and paste them.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hasSeparator, namesIn } from '../../../main/resources/static/js/view/name-list.js';

for (const separator of [',', ';', '、', '，', '；', '､', '﹐', '﹔', '،', '؛', '፣', '՝', '\t', '\n', '\r\n', '\u2028', ', ', ' ;\n', ',,', '\u3000、\u3000']) {
  test(`${JSON.stringify(separator)} separates names`, () => {
    assert.ok(hasSeparator(separator));
    assert.deepEqual(namesIn(`bob${separator}鈴木 一郎`), ['bob', '鈴木 一郎']);
    assert.deepEqual(namesIn(`${separator}bob${separator}`), ['bob']);
  });
}

for (const name of ['Mary Ann', 'mei.tanaka-2_x', "O'Hara", 'Anh·Du', 'ジョン・スミス', 'میرزا\u200cخان', 'A/B', '李，'.slice(0, 1)]) {
  test(`"${name}" is one name`, () => {
    assert.ok(!hasSeparator(name));
    assert.deepEqual(namesIn(` ${name}\u200b`), [name]);
  });
}

test('each name counts once', () => assert.deepEqual(namesIn('Bob, bob;ＢＯＢ、carol'), ['Bob', 'carol']));
test('nothing is no name', () => assert.deepEqual(namesIn(' ,、\n'), []));
