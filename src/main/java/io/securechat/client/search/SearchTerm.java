package io.securechat.client.search;

import com.ibm.icu.text.BreakIterator;
import com.ibm.icu.util.ULocale;
import java.util.ArrayList;
import java.util.List;

/// Words that follow each other with nothing but punctuation and spaces between them.
///
/// @param whole whether the last word must end where a word ends; otherwise it may be the beginning
///   of one
record SearchTerm(List<int[]> words, boolean whole) {

  /// What a text without quotation marks asks for: words that are not separated by spaces follow
  /// each other, as in `10:30`, and words of a language without spaces are sought one by one.
  static List<SearchTerm> plain(String text) {
    var terms = new ArrayList<SearchTerm>();
    var row = new StringBuilder();
    var words = BreakIterator.getWordInstance(ULocale.ROOT);
    words.setText(text);
    int begin = words.first();
    for (int end = words.next(); end != BreakIterator.DONE; begin = end, end = words.next()) {
      String word = text.substring(begin, end);
      if (word.codePoints().anyMatch(FoldedText::isUnspaced)) {
        terms.add(of(row.toString(), false));
        row.setLength(0);
        terms.add(of(word, false));
      } else {
        row.append(word);
      }
    }
    terms.add(of(row.toString(), false));
    terms.removeIf(SearchTerm::isEmpty);
    return terms;
  }

  /// The words of a text, which follow each other.
  static SearchTerm of(String text, boolean whole) {
    var folded = new FoldedText(text);
    var words = new ArrayList<int[]>();
    for (int i = 0; i < folded.length(); ) {
      int end = i;
      while (folded.isWordAt(end)) {
        end++;
      }
      if (end > i) {
        words.add(folded.part(i, end));
      }
      i = Math.max(end, i + 1);
    }
    return new SearchTerm(words, whole);
  }

  boolean isEmpty() {
    return words.isEmpty();
  }

  boolean isIn(FoldedText text) {
    for (int i = 0; i < text.length(); i++) {
      if (end(text, i) > 0) {
        return true;
      }
    }
    return false;
  }

  /// Every place at which it stands, in the original text.
  List<SearchQuery.Range> in(FoldedText text) {
    var found = new ArrayList<SearchQuery.Range>();
    for (int i = 0; i < text.length(); i++) {
      int end = end(text, i);
      if (end > 0) {
        found.add(new SearchQuery.Range(text.begin(i), text.endBefore(end)));
      }
    }
    return found;
  }

  /// Where it ends if it begins here; 0 if it does not.
  private int end(FoldedText text, int from) {
    if (!text.isBoundary(from)) {
      return 0;
    }
    int at = from;
    for (int i = 0; i < words.size(); i++) {
      if (!text.holds(words.get(i), at)) {
        return 0;
      }
      at += words.get(i).length;
      boolean last = i == words.size() - 1;
      if ((!last || whole) && !text.isBoundary(at)) {
        return 0;
      }
      while (!last && at < text.length() && !text.isWordAt(at)) {
        at++;
      }
    }
    return at;
  }
}
