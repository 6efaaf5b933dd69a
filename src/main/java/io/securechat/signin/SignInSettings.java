package io.securechat.signin;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// Settings for authentication.
///
/// @param httpBasic whether `GET /api/**` accepts HTTP Basic, which sends the server the password
@ConfigurationProperties("secure-chat")
record SignInSettings(@DefaultValue("false") boolean httpBasic) {}
