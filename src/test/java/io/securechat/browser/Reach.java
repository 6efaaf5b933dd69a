package io.securechat.browser;

import com.microsoft.playwright.Page;
import java.util.List;

/// What a page offers and nobody can get at: controls that are cut off, covered by something else,
/// or outside of what can be scrolled to.
final class Reach {

  /// Brings every control into view and looks whether it is on top there; answers those that are
  /// not, and `sideways` if the page as a whole is wider than its window.
  private static final String SEARCH =
      """
      () => {
        const aside = document.querySelector('.aside');
        const top = document.querySelector('[popover]:popover-open') ?? document.querySelector('dialog[open]')
          ?? (aside && getComputedStyle(aside).position === 'fixed' ? aside : document);
        const all = [...top.querySelectorAll('a[href], button, input, textarea, [tabindex="0"]')].filter((one) =>
          one.checkVisibility({ opacityProperty: true, visibilityProperty: true }) && !one.disabled
          && !one.closest('.hide, .skip, [popover]:not(:popover-open), .message__bar')
          && one.getBoundingClientRect().width > 1);
        const isReached = (one) => {
          one.scrollIntoView({ block: 'center', inline: 'nearest', behavior: 'instant' });
          const { left, right, top, bottom, width } = one.getBoundingClientRect();
          if (left < -1 || right > innerWidth + 1 || width > innerWidth) return false;
          const y = (Math.max(top, 0) + Math.min(bottom, innerHeight)) / 2;
          const found = document.elementFromPoint((left + right) / 2, y);
          return found !== null && (one.contains(found) || found.contains(one) || found.closest('label')?.contains(one));
        };
        const missed = all.filter((one) => !isReached(one)).map((one) => one.outerHTML.replace(/<!--.*?-->/g, '').slice(0, 160));
        scrollTo(0, 0);
        if (document.documentElement.scrollWidth > innerWidth) missed.push('sideways');
        return missed;
      }\
      """;

  /// Controls that a finger misses: visible, not part of a sentence, and lower or narrower than 44
  /// pixels, with their size.
  private static final String SMALL =
      """
      () => [...(document.querySelector('[popover]:popover-open') ?? document.querySelector('dialog[open]') ?? document).querySelectorAll('a[href], button, [role=option], textarea, select, input')]
        .filter((one) => one.checkVisibility({ opacityProperty: true, visibilityProperty: true })
          && !one.closest('.hide, .skip, [popover]:not(:popover-open), p.hint > a, p > a, .mode, .chips > input, .message__text') && !one.matches('.chips > input, p > a')
          && one.getBoundingClientRect().width > 1)
        .map((one) => {
          const { width, height } = one.getBoundingClientRect();
          const { inset, content } = getComputedStyle(one, '::after');
          const edges = content === 'none' || inset === 'auto' ? [0, 0] : inset.split(' ').map((edge) => -parseFloat(edge));
          return [one, width, height + edges[0] + (edges[2] ?? edges[0])];
        })
        .filter(([, width, height]) => width < 43.5 || height < 43.5)
        .map(([one, width, height]) => `${Math.round(width)}x${Math.round(height)} ${one.outerHTML.replace(/<!--.*?-->/g, '').slice(0, 160)}`)\
      """;

  private Reach() {}

  @SuppressWarnings("unchecked")
  static List<String> missed(Page page) {
    return (List<String>) page.evaluate(SEARCH);
  }

  @SuppressWarnings("unchecked")
  static List<String> tooSmall(Page page) {
    return (List<String>) page.evaluate(SMALL);
  }
}
