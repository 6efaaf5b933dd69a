package io.securechat.api;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A part of a longer list, and the cursor of what follows it, if anything does.
public record Slice<T>(List<T> items, @Nullable String next) {}
