// Messages are ordered for each identity and stream; nobody else's messages matter.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MessageOrder } from '../../../../main/resources/static/js/core/room/order.js';

const HIGHEST = 0xffffffff;

test('a copied stream with the highest number silences nobody', () => {
  const order = new MessageOrder();
  assert.deepEqual(order.take('bob', 's', 0, 10), []);
  assert.deepEqual(order.take('darth', 's', HIGHEST, 11), []);
  assert.deepEqual(order.take('bob', 's', 1, 12), []);
});

test('a stream copied before its owner writes silences nobody', () => {
  const order = new MessageOrder();
  assert.deepEqual(order.take('darth', 's', HIGHEST, 10), []);
  assert.deepEqual(order.take('bob', 's', 0, 11), []);
});

test('another identity of the same person has an order of its own', () => {
  const order = new MessageOrder();
  assert.deepEqual(order.take('bob-before', 's', HIGHEST, 10), []);
  assert.deepEqual(order.take('bob-now', 's', 0, 11), []);
});

test('the same number again, and a lower one, are repetitions', () => {
  const order = new MessageOrder();
  order.take('bob', 's', 3, 10);
  assert.equal(order.take('bob', 's', 3, 11), null);
  assert.equal(order.take('bob', 's', 2, 12), null);
  assert.deepEqual(order.take('bob', 's', 4, 13), []);
  assert.deepEqual(order.take('bob', 't', 0, 14), []);
});

test('the same message at the same position is taken once', () => {
  const order = new MessageOrder();
  order.take('bob', 's', 3, 10);
  assert.deepEqual(order.take('bob', 's', 3, 10), []);
  assert.equal(order.take('bob', 's', 3, 11), null);
});

test('an original that is opened after its repetition stands, and the repetition does not', () => {
  const order = new MessageOrder();
  order.take('bob', 's', 0, 8);
  order.take('bob', 's', 1, 20);
  order.take('bob', 's', 5, 21);
  assert.deepEqual(order.take('bob', 's', 1, 10), [20]);
  assert.equal(order.take('bob', 's', 1, 20), null);
  assert.deepEqual(order.take('bob', 's', 6, 22), []);
});

/** The same rule, looked up from one end to the other. */
function naive() {
  /** @type {{pos: number, seq: number}[]} */
  const placed = [];
  return (/** @type {number} */ seq, /** @type {number} */ pos) => {
    if (placed.some((other) => other.pos === pos)) return [];
    if (placed.some((other) => other.pos < pos && other.seq >= seq)) return null;
    const displaced = placed.filter((other) => other.pos > pos && other.seq <= seq).map((other) => other.pos);
    for (const gone of displaced) placed.splice(placed.findIndex((other) => other.pos === gone), 1);
    placed.push({ pos, seq });
    return displaced.sort((a, b) => a - b);
  };
}

/** Numbers that look random and are the same in every run. @param {number} seed */
function drawn(seed) {
  let state = seed;
  return (/** @type {number} */ below) => (state = (state * 48271) % 2147483647) % below;
}

for (let seed = 1; seed <= 20; seed++) {
  test(`in any order of pages the same messages stand as by looking at all of them (${seed})`, () => {
    const [draw, order, expected] = [drawn(seed), new MessageOrder(), naive()];
    for (let i = 0; i < 300; i++) {
      const [seq, pos] = [draw(120), draw(150)];
      assert.deepEqual(order.take('bob', 's', seq, pos), expected(seq, pos), `seq ${seq} at ${pos}`);
    }
  });
}
