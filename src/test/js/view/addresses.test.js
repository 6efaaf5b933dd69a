// Which addresses name a room or a message of this server.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addressOf, hashWithin } from '../../../main/resources/static/js/view/addresses.js';

const ROOM = '018f2c5e-7a10-7abc-8def-0123456789ab';
const HERE = 'https://chat.example';

for (const [hash, expected] of /** @type {[string, any][]} */ ([
  [`#/room/${ROOM}`, { roomId: ROOM, pos: null }], [`#/room/${ROOM}/12`, { roomId: ROOM, pos: 12 }], [`#/room/${ROOM}/0`, null], [`#/room/${ROOM}/-1`, null],
  [`#/room/${ROOM}/1e3`, null], [`#/room/${ROOM}/12/3`, null], [`#/room/x/12`, null], ['#/invitation/x', null], ['', null], [`#/room/${ROOM}/9999999999999999`, null],
])) {
  test(`${hash} is ${JSON.stringify(expected)}`, () => assert.deepEqual(addressOf(hash), expected));
}

for (const [href, expected] of /** @type {[string, string|null][]} */ ([
  [`${HERE}/#/room/${ROOM}/12`, `#/room/${ROOM}/12`], [`${HERE}/#/room/${ROOM}`, `#/room/${ROOM}`], [`https://chat.example:8443/#/room/${ROOM}/12`, null],
  [`http://chat.example/#/room/${ROOM}/12`, null], [`https://other.example/#/room/${ROOM}/12`, null], [`${HERE}/admin#/room/${ROOM}/12`, null],
  [`${HERE}/?x#/room/${ROOM}/12`, null], [`${HERE}/#/elsewhere`, null], ['mailto:a@chat.example', null],
])) {
  test(`${href} leads ${expected ? 'within' : 'elsewhere'}`, () => assert.equal(hashWithin(href, HERE), expected));
}
