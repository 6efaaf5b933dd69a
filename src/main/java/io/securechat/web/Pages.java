package io.securechat.web;

import io.securechat.accounts.Caller;
import io.securechat.accounts.Role;
import io.securechat.signin.CallerResolver;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.RequestParam;

/// Serves the pages. Each is a thin frame around one module of `js/pages`.
@Controller
class Pages {

  private final CallerResolver callers;
  private final @Nullable PublicAddress address;
  private final RootCertificate root;

  Pages(CallerResolver callers, WebSettings settings, RootCertificate root) {
    this.callers = callers;
    this.address = settings.publicAddress();
    this.root = root;
  }

  /// The chat's address from the settings, never from the request.
  @ModelAttribute("address")
  @Nullable PublicAddress address() {
    return address;
  }

  /// Whether there is a root certificate to install.
  @ModelAttribute("installable")
  boolean installable() {
    return root.isThere();
  }

  @GetMapping("/")
  String chat() {
    return "chat";
  }

  @GetMapping("/admin")
  String admin(HttpServletRequest request) {
    boolean admin =
        callers
            .of(request.getUserPrincipal())
            .map(Caller::role)
            .filter(Role.ADMIN::equals)
            .isPresent();
    return admin ? "admin" : "redirect:/";
  }

  @GetMapping("/login")
  String logIn(HttpServletRequest request) {
    return callers.of(request.getUserPrincipal()).isPresent() ? "redirect:/" : "login";
  }

  @GetMapping("/unlock")
  String unlock(HttpServletRequest request, Model model) {
    var caller = callers.of(request.getUserPrincipal());
    caller.ifPresent(known -> model.addAttribute("caller", known));
    return caller.isPresent() ? "unlock" : "redirect:/login";
  }

  @GetMapping({"/register", "/setup"})
  String register() {
    return "register";
  }

  @GetMapping("/reset")
  String reset() {
    return "reset";
  }

  @GetMapping("/not-private")
  String notPrivate() {
    return "not-private";
  }

  /// What the browser lacks or forbids chooses the words; anything unknown counts as its age.
  @GetMapping("/unsupported")
  String unsupported(@RequestParam(defaultValue = "") String lacks, Model model) {
    model.addAttribute("lacks", lacks);
    return "unsupported";
  }
}
