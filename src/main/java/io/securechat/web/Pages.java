package io.securechat.web;

import io.securechat.accounts.Caller;
import io.securechat.accounts.Role;
import io.securechat.signin.Callers;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;

/// The pages. Each is a thin frame around one module of `js/pages`.
@Controller
class Pages {

  private final Callers callers;
  private final int publicPort;

  Pages(Callers callers, ServerProperties server) {
    this.callers = callers;
    this.publicPort = server.getPort() == null ? 8080 : server.getPort();
  }

  /// Where we are, as people type it.
  @ModelAttribute("host")
  String host(HttpServletRequest request) {
    return request.getServerName();
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
  String notPrivate(Model model) {
    model.addAttribute("port", publicPort == 443 ? "" : ":" + publicPort);
    return "not-private";
  }

  @GetMapping("/unsupported")
  String unsupported() {
    return "unsupported";
  }
}
