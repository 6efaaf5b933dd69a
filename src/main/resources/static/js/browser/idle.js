// @ts-check

/** How long a page may take until it is idle. */
const IDLE_MILLIS = 10000;

/** Does something once the page has nothing else to do. @param {() => void} work */
export const whenIdle = (work) => ('requestIdleCallback' in globalThis ? requestIdleCallback(work, { timeout: IDLE_MILLIS }) : setTimeout(work, IDLE_MILLIS));

/** Loads a file into the browser's store. Not by `prefetch`, for which Firefox has no policy but the one for everything else, `none`. @param {string} url */
export const loadSoon = (url) => fetch(url, { priority: 'low' }).catch(() => {});
