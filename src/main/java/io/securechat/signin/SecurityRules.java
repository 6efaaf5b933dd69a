package io.securechat.signin;

import io.securechat.api.ProblemWriter;
import io.securechat.credentials.Credentials;
import io.securechat.problems.CommonProblems;
import io.securechat.problems.Refusal;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Set;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.security.authentication.ProviderManager;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.AuthorizeHttpRequestsConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.session.NullAuthenticatedSessionStrategy;
import org.springframework.security.web.authentication.www.BasicAuthenticationFilter;
import org.springframework.security.web.csrf.CsrfFilter;
import org.springframework.security.web.firewall.RequestRejectedHandler;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import tools.jackson.databind.json.JsonMapper;

/// Spring Security's rules: pages for log-in and links are public, everything else needs a session.
@Configuration(proxyBeanMethods = false)
@ConditionalOnWebApplication
@EnableWebSecurity
class SecurityRules implements WebMvcConfigurer {

  private static final String[] OPEN = {
    "/login",
    "/register",
    "/reset",
    "/setup",
    "/not-private",
    "/unsupported",
    "/certificate",
    "/certificate.crt",
    "/error",
    "/api/sign-in/**",
    "/api/links/check",
    "/api/links/register",
    "/api/links/reset",
    "/api/links/vault",
    "/api/links/recover",
    "/actuator/health",
    "/actuator/health/liveness",
    "/actuator/health/readiness",
    "/api/openapi"
  };

  private static final String ADMINISTRATION = "/api/admin/**";

  private static final String[] FILES = {
    "/files/**", "/service-worker.js", "/favicon.ico", "/favicon.svg"
  };

  private static final String[] LETTERBOXES = {"/box/*", "/hook/*"};

  private static final RequestMatcher FOR_PROGRAMS =
      request ->
          request.getRequestURI().startsWith("/api/")
              || request.getRequestURI().startsWith("/actuator")
              || request.getRequestURI().equals("/ws")
              || request.getRequestURI().equals("/logout");

  private static final RequestMatcher OPEN_ROUTES =
      new OrRequestMatcher(
          Arrays.stream(OPEN)
              .<RequestMatcher>map(PathPatternRequestMatcher.withDefaults()::matcher)
              .toList());

  /// Pages that need a session; all are on the same path level as the sign-in page.
  private static final RequestMatcher PAGES =
      request -> Set.of("/", "/admin", "/unlock").contains(request.getRequestURI());

  /// Without a session, a request that needs one is answered with `signed-out`, with or without
  /// token.
  private static final RequestMatcher TOKEN_NEEDED =
      request ->
          CsrfFilter.DEFAULT_CSRF_MATCHER.matches(request)
              && (request.getSession(false) != null || OPEN_ROUTES.matches(request));

  private final ProblemWriter problems;
  private final CallerResolver callers;
  private final ApiRateLimit rateLimit;
  private final Administrators administrators;

  SecurityRules(
      ProblemWriter problems,
      CallerResolver callers,
      ApiRateLimit rateLimit,
      Administrators administrators) {
    this.problems = problems;
    this.callers = callers;
    this.rateLimit = rateLimit;
    this.administrators = administrators;
  }

  @Override
  public void addInterceptors(InterceptorRegistry registry) {
    registry.addInterceptor(rateLimit).addPathPatterns("/api/**").addPathPatterns(LETTERBOXES);
  }

  @Override
  public void addArgumentResolvers(java.util.List<HandlerMethodArgumentResolver> resolvers) {
    resolvers.add(callers);
  }

  /// Answers requests that Spring's firewall rejects with our own problem details.
  @Bean
  RequestRejectedHandler rejectedHandler() {
    return (request, response, e) -> problems.write(response, CommonProblems.MALFORMED);
  }

  /// Without a session, cookies and a CSRF token: the pages' files, which are public, and
  /// letterboxes, into which programs write by a token alone.
  @Bean
  @Order(1)
  SecurityFilterChain openChain(HttpSecurity http) throws Exception {
    return http.securityMatchers(all -> all.requestMatchers(FILES).requestMatchers(LETTERBOXES))
        .authorizeHttpRequests(rules -> rules.anyRequest().permitAll())
        .securityContext(AbstractHttpConfigurer::disable)
        .sessionManagement(AbstractHttpConfigurer::disable)
        .csrf(AbstractHttpConfigurer::disable)
        .logout(AbstractHttpConfigurer::disable)
        .requestCache(AbstractHttpConfigurer::disable)
        // BrowserHeaders sends them.
        .headers(AbstractHttpConfigurer::disable)
        .build();
  }

  /// Restricts administration to administrators, and everything else to signed-in users.
  private void requireSignIn(
      AuthorizeHttpRequestsConfigurer<HttpSecurity>.AuthorizationManagerRequestMatcherRegistry
          rules) {
    rules.requestMatchers(ADMINISTRATION).access(administrators).anyRequest().authenticated();
  }

  /// HTTP Basic for `GET /api/**`, which sends the plain password: only if enabled, and only over
  /// TLS or on this machine. Creates no session.
  @Bean
  @Order(2)
  SecurityFilterChain basicChain(
      HttpSecurity http,
      SignInSettings settings,
      PasswordProvider provider,
      Credentials credentials,
      SignInThrottle throttle)
      throws Exception {
    var plain = new PasswordProvider.OfPlainPassword(provider, credentials, throttle);
    return http.securityMatcher(request -> settings.httpBasic() && sendsPassword(request))
        .authorizeHttpRequests(this::requireSignIn)
        .exceptionHandling(errors -> errors.accessDeniedHandler(administrators))
        .addFilterBefore(new PlainPasswordGuard(problems), BasicAuthenticationFilter.class)
        .httpBasic(basic -> basic.authenticationEntryPoint(this::refuse))
        .authenticationManager(new ProviderManager(plain))
        .sessionManagement(
            session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
        .csrf(AbstractHttpConfigurer::disable)
        .requestCache(AbstractHttpConfigurer::disable)
        .headers(AbstractHttpConfigurer::disable)
        .build();
  }

  @Bean
  @Order(3)
  SecurityFilterChain sessionChain(
      HttpSecurity http,
      PasswordProvider provider,
      LogOut logOut,
      LogIns logIns,
      CsrfTokens tokens,
      JsonMapper json)
      throws Exception {
    return http.authorizeHttpRequests(
            rules -> requireSignIn(rules.requestMatchers(OPEN).permitAll()))
        .formLogin(form ->
            form.loginPage("/login")
                .successHandler(
                    (request, response, who) -> begin(logIns, json, request, response, who))
                .failureHandler(this::refuse))
        // Without a parent: the shared manager would call the provider a second time, and each
        // wrong password would count twice.
        .authenticationManager(new ProviderManager(provider))
        // LogIns begins a new session for each log-in and ends the previous one.
        .sessionManagement(session -> session.sessionFixation(fixation -> fixation.none()))
        .logout(out ->
            out.logoutUrl("/logout")
                .addLogoutHandler(logOut)
                .logoutSuccessHandler((request, response, who) ->
                    response.setStatus(HttpServletResponse.SC_NO_CONTENT)))
        .csrf(csrf ->
            csrf.csrfTokenRepository(tokens)
                .csrfTokenRequestHandler(tokens)
                .requireCsrfProtectionMatcher(TOKEN_NEEDED)
                .sessionAuthenticationStrategy(new NullAuthenticatedSessionStrategy()))
        .requestCache(AbstractHttpConfigurer::disable)
        .exceptionHandling(errors ->
            errors
                .defaultAuthenticationEntryPointFor(
                    (request, response, e) -> problems.write(response, CommonProblems.SIGNED_OUT),
                    FOR_PROGRAMS)
                .defaultAuthenticationEntryPointFor(
                    (request, response, e) -> toLogIn(response), PAGES)
                .defaultAuthenticationEntryPointFor(
                    (request, response, e) -> response.sendError(HttpServletResponse.SC_NOT_FOUND),
                    request -> true)
                .accessDeniedHandler(administrators))
        .headers(AbstractHttpConfigurer::disable)
        .build();
  }

  /// Redirects with a relative location, which stays below a proxy's path prefix: the sign-in page
  /// there explains what is wrong with that set-up.
  private static void toLogIn(HttpServletResponse response) {
    response.setStatus(HttpServletResponse.SC_FOUND);
    response.setHeader(HttpHeaders.LOCATION, "login");
  }

  private static void begin(
      LogIns logIns,
      JsonMapper json,
      HttpServletRequest request,
      HttpServletResponse response,
      Authentication who)
      throws IOException {
    var signedIn = (SignedIn) java.util.Objects.requireNonNull(who.getPrincipal());
    var self = logIns.begin(signedIn.user(), request, response);
    response.setContentType(MediaType.APPLICATION_JSON_VALUE);
    response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    response.getOutputStream().write(json.writeValueAsBytes(self));
  }

  private void refuse(
      HttpServletRequest request, HttpServletResponse response, AuthenticationException e)
      throws IOException {
    problems.write(
        response,
        e instanceof AuthenticationRefusal refused
            ? refused.refusal()
            : new Refusal(CommonProblems.SIGNED_OUT));
  }

  private static boolean sendsPassword(HttpServletRequest request) {
    String header = request.getHeader(HttpHeaders.AUTHORIZATION);
    return header != null
        && header.regionMatches(true, 0, "Basic ", 0, 6)
        && request.getMethod().equals("GET")
        && request.getRequestURI().startsWith("/api/");
  }

  static boolean isPrivate(HttpServletRequest request) {
    try {
      return request.isSecure()
          || InetAddress.getByName(request.getRemoteAddr()).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }
}
