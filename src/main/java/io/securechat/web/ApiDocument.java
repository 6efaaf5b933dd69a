package io.securechat.web;

import static io.securechat.web.ApiSchemas.fields;

import io.securechat.signin.LogIns;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.core.MethodParameter;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.bind.annotation.ValueConstants;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/// `GET /api/openapi`: an OpenAPI 3.1 document of all endpoints, generated from the controllers and
/// from the records that requests and responses are bound to. A test compares it with real
/// responses.
@RestController
class ApiDocument {

  private static final String FORM = "application/x-www-form-urlencoded";

  private final ObjectProvider<RequestMappingHandlerMapping> mappings;

  ApiDocument(
      @Qualifier("requestMappingHandlerMapping")
          ObjectProvider<RequestMappingHandlerMapping> mappings) {
    this.mappings = mappings;
  }

  @GetMapping(path = "/api/openapi", produces = MediaType.APPLICATION_JSON_VALUE)
  Map<String, Object> document() {
    var schemas = new ApiSchemas();
    var paths = new TreeMap<String, Object>();
    mappings
        .getObject()
        .getHandlerMethods()
        .forEach((info, handler) -> add(info, handler, schemas, paths));
    addSession(schemas, paths);
    var components = fields("schemas", schemas.all());
    schemas.all().put("Problem", problem());
    return fields(
        "openapi",
        "3.1.0",
        "info",
        fields(
            "title",
            "Secure Chat",
            "version",
            "1",
            "description",
            "REST endpoints, in addition to the WebSocket. See docs/protocol.md for their meaning."),
        "paths",
        paths,
        "components",
        components);
  }

  private static void add(
      RequestMappingInfo info,
      HandlerMethod handler,
      ApiSchemas schemas,
      Map<String, Object> paths) {
    var type = handler.getBeanType();
    if (!type.isAnnotationPresent(RestController.class)
        || !type.getName().startsWith("io.securechat.")) {
      return;
    }
    for (String path : info.getPatternValues()) {
      info.getMethodsCondition()
          .getMethods()
          .forEach(method -> add(paths, path, method.name(), operation(handler, schemas)));
    }
  }

  @SuppressWarnings("unchecked")
  private static void add(
      Map<String, Object> paths, String path, String method, Map<String, Object> operation) {
    var item = (Map<String, Object>) paths.computeIfAbsent(path, key -> new TreeMap<>());
    item.put(method.toLowerCase(Locale.ROOT), operation);
  }

  private static Map<String, Object> operation(HandlerMethod handler, ApiSchemas schemas) {
    String feature = handler.getBeanType().getSimpleName().replaceFirst("Api$", "");
    var operation = fields("operationId", feature + "." + handler.getMethod().getName());
    var all = Arrays.asList(handler.getMethodParameters());
    var parameters = new ArrayList<Map<String, Object>>();
    for (MethodParameter parameter : all) {
      if (parameter.hasParameterAnnotation(PathVariable.class)) {
        parameters.add(parameter(parameter, "path", true, schemas));
      } else if (parameter.hasParameterAnnotation(RequestParam.class)) {
        parameters.add(parameter(parameter, "query", isRequired(parameter), schemas));
      } else if (parameter.hasParameterAnnotation(RequestBody.class)) {
        var schema = schemas.of(parameter.getGenericParameterType());
        boolean bytes = parameter.getParameterType() == byte[].class;
        operation.put(
            "requestBody",
            body(
                bytes ? MediaType.APPLICATION_OCTET_STREAM_VALUE : MediaType.APPLICATION_JSON_VALUE,
                bytes ? fields() : schema));
      }
    }
    operation.put("parameters", parameters);
    var status = handler.getMethodAnnotation(ResponseStatus.class);
    int code = status == null ? 200 : status.code().value();
    var responses = responses(code, handler.getMethod().getGenericReturnType(), schemas);
    if (handler.hasMethodAnnotation(GetMapping.class) && handler.isVoid()) {
      addBytes(responses);
    }
    operation.put("responses", responses);
    return operation;
  }

  /// A handler of GET that returns nothing writes bytes itself, all or a range.
  private static void addBytes(Map<String, Object> responses) {
    var bytes = fields(MediaType.APPLICATION_OCTET_STREAM_VALUE, fields());
    responses.put("200", fields("description", "The bytes.", "content", bytes));
    responses.put("206", fields("description", "A range of them.", "content", bytes));
  }

  private static Map<String, Object> parameter(
      MethodParameter parameter, String in, boolean required, ApiSchemas schemas) {
    return fields(
        "name",
        parameter.getParameter().getName(),
        "in",
        in,
        "required",
        required,
        "schema",
        schemas.of(parameter.getGenericParameterType()));
  }

  private static boolean isRequired(MethodParameter parameter) {
    var asked = parameter.getParameterAnnotation(RequestParam.class);
    return asked != null
        && asked.required()
        && asked.defaultValue().equals(ValueConstants.DEFAULT_NONE)
        && !parameter.isOptional();
  }

  private static Map<String, Object> body(String type, Map<String, Object> schema) {
    return fields("required", true, "content", fields(type, fields("schema", schema)));
  }

  private static Map<String, Object> responses(int code, Type answer, ApiSchemas schemas) {
    var good = fields("description", code == 204 ? "Done." : "The answer.");
    if (isImage(answer)) {
      good.put("content", fields("image/jpeg", fields(), "image/webp", fields()));
    } else if (answer != void.class) {
      var schema = answer(answer, schemas);
      good.put("content", fields(MediaType.APPLICATION_JSON_VALUE, fields("schema", schema)));
    }
    var problem = fields("schema", fields("$ref", "#/components/schemas/Problem"));
    var refused = fields(MediaType.APPLICATION_PROBLEM_JSON_VALUE, problem);
    return fields(
        String.valueOf(code),
        good,
        "default",
        fields("description", "A refusal.", "content", refused));
  }

  /// Bytes that are sent as they are, not as JSON.
  private static boolean isImage(Type answer) {
    return answer instanceof ParameterizedType wrapped
        && wrapped.getRawType() == ResponseEntity.class
        && wrapped.getActualTypeArguments()[0] == byte[].class;
  }

  private static Map<String, Object> answer(Type type, ApiSchemas schemas) {
    if (type instanceof ParameterizedType wrapped) {
      if (wrapped.getRawType() == ResponseEntity.class) {
        return schemas.of(wrapped.getActualTypeArguments()[0]);
      }
      if (wrapped.getRawType() == Map.class) {
        return fields("type", "object");
      }
    }
    return schemas.of(type);
  }

  /// Log-in and log-out are filters of Spring Security, not controllers.
  private static void addSession(ApiSchemas schemas, Map<String, Object> paths) {
    var text = fields("type", "string");
    var form =
        fields(
            "type",
            "object",
            "properties",
            fields("username", text, "password", text),
            "required",
            List.of("username", "password"));
    add(
        paths,
        "/login",
        "POST",
        fields(
            "operationId",
            "Session.logIn",
            "requestBody",
            body(FORM, form),
            "parameters",
            List.of(),
            "responses",
            responses(200, LogIns.Self.class, schemas)));
    add(
        paths,
        "/logout",
        "POST",
        fields(
            "operationId",
            "Session.logOut",
            "parameters",
            List.of(),
            "responses",
            responses(204, void.class, schemas)));
  }

  /// RFC 9457. `retryAfter` is in seconds; `prevEvent` comes with `stale-head`.
  private static Map<String, Object> problem() {
    var text = fields("type", "string");
    return fields(
        "type",
        "object",
        "properties",
        fields(
            "type",
            text,
            "title",
            text,
            "status",
            fields("type", "integer", "format", "int32"),
            "code",
            text,
            "retryAfter",
            fields("type", "integer", "format", "int64"),
            "prevEvent",
            fields("type", "string", "contentEncoding", "base64")),
        "required",
        List.of("type", "title", "status", "code"),
        "additionalProperties",
        false);
  }
}
