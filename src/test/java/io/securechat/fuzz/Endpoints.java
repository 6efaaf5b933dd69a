package io.securechat.fuzz;

import io.securechat.testing.TestServer;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/// All endpoints of the server according to Spring, so that new endpoints are fuzzed automatically.
final class Endpoints {

  /// A field of a body, with the element type if it is a list.
  record Field(String name, boolean list, String type) {}

  record Endpoint(String method, String path, List<String> query, List<Field> body) {}

  private Endpoints() {}

  static List<Endpoint> of(TestServer server) {
    var all = new ArrayList<Endpoint>();
    server
        .bean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
        .getHandlerMethods()
        .forEach((info, method) -> all.addAll(of(info, method)));
    all.add(new Endpoint("POST", "/logout", List.of(), List.of()));
    all.add(new Endpoint("GET", "/ws", List.of(), List.of()));
    all.add(new Endpoint("GET", "/files/{id}/js/pages/login.js", List.of(), List.of()));
    all.add(new Endpoint("GET", "/{id}", List.of("a"), List.of()));
    all.sort(Comparator.comparing(Endpoint::path).thenComparing(Endpoint::method));
    return List.copyOf(all);
  }

  private static List<Endpoint> of(RequestMappingInfo info, HandlerMethod handler) {
    var parameters = List.of(handler.getMethodParameters());
    var query =
        parameters.stream()
            .filter(parameter -> parameter.hasParameterAnnotation(RequestParam.class))
            .map(parameter -> parameter.getParameter().getName())
            .toList();
    var body =
        parameters.stream()
            .filter(parameter -> parameter.hasParameterAnnotation(RequestBody.class))
            .map(MethodParameter::getParameterType)
            .filter(Class::isRecord)
            .flatMap(type -> Arrays.stream(type.getRecordComponents()))
            .map(Endpoints::field)
            .toList();
    var methods = info.getMethodsCondition().getMethods();
    var names = methods.isEmpty() ? List.of("GET") : methods.stream().map(Enum::name).toList();
    return info.getPatternValues().stream()
        .flatMap(path -> names.stream().map(name -> new Endpoint(name, path, query, body)))
        .toList();
  }

  private static Field field(RecordComponent component) {
    Type type = component.getGenericType();
    boolean list = component.getType() == List.class;
    Type one = list && type instanceof ParameterizedType of ? of.getActualTypeArguments()[0] : type;
    String name = one.getTypeName();
    return new Field(component.getName(), list, name.substring(name.lastIndexOf('.') + 1));
  }

  /// Number of endpoints by method, for the report.
  static Map<String, Long> count(List<Endpoint> endpoints) {
    return endpoints.stream()
        .collect(
            java.util.stream.Collectors.groupingBy(
                Endpoint::method, java.util.TreeMap::new, java.util.stream.Collectors.counting()));
  }
}
