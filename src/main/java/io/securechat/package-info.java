@NullMarked
package io.securechat;

import org.jspecify.annotations.NullMarked;
