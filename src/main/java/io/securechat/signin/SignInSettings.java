package io.securechat.signin;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// How people may show who they are.
///
/// @param httpBasic whether `GET /api/**` also takes HTTP Basic; it hands the server the password
/// @param publicUrl the address that people type, for links printed on the console
@Validated
@ConfigurationProperties("secure-chat")
record SignInSettings(@DefaultValue("false") boolean httpBasic, @Nullable URI publicUrl) {}
