package io.securechat.signin;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// How people may show who they are.
///
/// @param httpBasic whether `GET /api/**` also takes HTTP Basic; it hands the server the password
@ConfigurationProperties("secure-chat")
record SignInSettings(@DefaultValue("false") boolean httpBasic) {}
