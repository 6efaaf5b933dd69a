// How far a picture is enlarged, and which part of it is seen.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MOST_ZOOM, Zoom, swiped } from '../../../main/resources/static/js/view/zoom.js';

const BOX = { width: 400, height: 200 };

test('a picture is never smaller than its box, and not enlarged without end', () => {
  const zoom = new Zoom();
  zoom.by(0.5, BOX);
  assert.equal(zoom.scale, 1);
  assert.equal(zoom.isOn, false);
  for (let i = 0; i < 20; i++) zoom.by(1.5, BOX);
  assert.equal(zoom.scale, MOST_ZOOM);
});

test('the point that is enlarged keeps its place', () => {
  const zoom = new Zoom();
  const inPicture = (x) => (x - zoom.x) / zoom.scale;
  const before = inPicture(60);
  zoom.by(2, BOX, { x: 60, y: 20 });
  assert.equal(inPicture(60), before);
});

test('no side of the picture comes inside the box', () => {
  const zoom = new Zoom();
  zoom.to(50, 50, BOX);
  assert.deepEqual([zoom.x, zoom.y], [0, 0]);
  zoom.by(2, BOX);
  zoom.to(1000, -1000, BOX);
  assert.deepEqual([zoom.x, zoom.y], [200, -100]);
  zoom.by(0.5, BOX);
  assert.deepEqual([zoom.x, zoom.y].map(Math.abs), [0, 0]);
});

test('only a finger that goes far enough sideways turns the page', () => {
  assert.equal(swiped(-80, 10), 1);
  assert.equal(swiped(80, 10), -1);
  assert.equal(swiped(20, 0), 0);
  assert.equal(swiped(60, 80), 0);
});
