// @ts-check
// For browsers that cannot run the modules of a page: written so that they can run this.
(function () {
  if (typeof HTMLScriptElement === 'undefined') return;
  var supports = HTMLScriptElement['supports'];
  if (!supports || !supports('importmap')) location.replace('/unsupported');
})();
