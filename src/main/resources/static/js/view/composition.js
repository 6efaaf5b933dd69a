// @ts-check
// Keys that belong to an input method, which composes text from several of them.

/** In Safari the Enter that ends a composition comes after its end, with the key code 229. @param {KeyboardEvent} e */
export const isOfComposition = (e) => e.isComposing || e.keyCode === 229;

/** The Enter that ends a composition submits no form of this page. */
export function keepFormsWhileComposing() {
  document.addEventListener('keydown', (e) => {
    const isField = e.target instanceof HTMLInputElement;
    if (isField && e.key === 'Enter' && isOfComposition(e)) e.preventDefault();
  }, { capture: true });
}
