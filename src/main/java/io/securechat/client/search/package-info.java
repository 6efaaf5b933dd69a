/// The language of searches, and what they match: pure, and the same as the page's ("Search" in
/// docs/terminal.md; `search.json` among the test vectors).
@NullMarked
@NamedInterface("search")
package io.securechat.client.search;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
