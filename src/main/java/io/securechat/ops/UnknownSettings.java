package io.securechat.ops;

import io.securechat.problems.BadSetting;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DataObjectPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.stereotype.Component;

/// Refuses to start with a setting below `secure-chat` that the server does not have, which is
/// likely a misspelled one. Environment variables are only named in the log, because the
/// environment may hold variables of others with the same prefix.
@Component
final class UnknownSettings implements BeanFactoryPostProcessor {

  private static final Logger LOG = LoggerFactory.getLogger(UnknownSettings.class);

  private static final ConfigurationPropertyName ROOT = ConfigurationPropertyName.of("secure-chat");

  /// Settings that are read by name and belong to no record.
  private static final List<String> SINGLE = List.of("secure-chat.proxy");

  private static final String REMEDY = "docs/operations.md lists the settings.";

  @Override
  public void postProcessBeanFactory(ConfigurableListableBeanFactory beans) {
    var environment = beans.getBean(ConfigurableEnvironment.class);
    var known = known(beans);
    var names = new TreeSet<String>();
    var variables = new TreeSet<String>();
    for (ConfigurationPropertySource source : ConfigurationPropertySources.get(environment)) {
      if (source.getUnderlyingSource() instanceof SystemEnvironmentPropertySource all) {
        addVariables(all, known, variables);
      } else {
        addNames(source, known, names);
      }
    }
    if (!variables.isEmpty()) {
      LOG.warn(
          "No setting belongs to these environment variables: {}.", String.join(", ", variables));
    }
    if (!names.isEmpty()) {
      throw new BadSetting("There is no setting " + String.join(" or ", names), REMEDY);
    }
  }

  private static List<ConfigurationPropertyName> known(ConfigurableListableBeanFactory beans) {
    var known = new ArrayList<ConfigurationPropertyName>();
    SINGLE.forEach(name -> known.add(ConfigurationPropertyName.of(name)));
    for (String bean : beans.getBeanNamesForAnnotation(ConfigurationProperties.class)) {
      var type = beans.getType(bean);
      if (type != null && type.isRecord()) {
        var prefix =
            ConfigurationPropertyName.of(type.getAnnotation(ConfigurationProperties.class).value());
        for (RecordComponent part : type.getRecordComponents()) {
          known.add(prefix.append(DataObjectPropertyName.toDashedForm(part.getName())));
        }
      }
    }
    return known;
  }

  private static void addNames(
      ConfigurationPropertySource source,
      List<ConfigurationPropertyName> known,
      Collection<String> unknown) {
    if (source instanceof IterableConfigurationPropertySource all) {
      all.stream()
          .filter(ROOT::isAncestorOf)
          .filter(name -> known.stream().noneMatch(one -> isOrContains(one, name)))
          .forEach(name -> unknown.add(name.toString()));
    }
  }

  /// Also elements of a list, such as `exempt[0]`.
  private static boolean isOrContains(
      ConfigurationPropertyName known, ConfigurationPropertyName name) {
    return known.equals(name) || known.isAncestorOf(name);
  }

  /// Both spellings that Spring Boot reads: without dashes, and with underscores in their place.
  private static void addVariables(
      SystemEnvironmentPropertySource source,
      List<ConfigurationPropertyName> known,
      Collection<String> unknown) {
    for (String variable : source.getPropertyNames()) {
      String upper = variable.toUpperCase(Locale.ROOT);
      boolean ours = upper.startsWith("SECURE_CHAT_") || upper.startsWith("SECURECHAT_");
      if (ours && known.stream().noneMatch(name -> isVariableOf(upper, name.toString()))) {
        unknown.add(variable);
      }
    }
  }

  private static boolean isVariableOf(String variable, String name) {
    String upper = name.toUpperCase(Locale.ROOT).replace('.', '_');
    return Stream.of(upper.replace("-", ""), upper.replace('-', '_'))
        .anyMatch(one -> variable.matches(one + "(_\\d+_?)?"));
  }
}
