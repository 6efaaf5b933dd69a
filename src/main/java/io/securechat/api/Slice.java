package io.securechat.api;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// One page of a longer list, with the cursor of the next page, if there is one.
public record Slice<T>(List<T> items, @Nullable String next) {}
