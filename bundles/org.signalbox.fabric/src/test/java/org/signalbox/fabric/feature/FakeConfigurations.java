package org.signalbox.fabric.feature;

import java.lang.reflect.Proxy;
import java.util.Dictionary;
import java.util.Map;
import java.util.TreeMap;

import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/** Configurations in a map, by PID. */
final class FakeConfigurations {
    final Map<String, Dictionary<String, Object>> all = new TreeMap<>();

    ConfigurationAdmin admin() {
        return (ConfigurationAdmin) Proxy.newProxyInstance(getClass().getClassLoader(),
                new Class<?>[] {ConfigurationAdmin.class}, (_, method, given) -> switch (method.getName()) {
                    case "getConfiguration" -> configuration((String) given[0]);
                    case "getFactoryConfiguration" -> configuration(given[0] + "~" + given[1]);
                    case "listConfigurations" -> {
                        final String filter = (String) given[0];
                        final String pid = filter.substring(filter.indexOf('=') + 1, filter.length() - 1);
                        yield all.containsKey(pid) ? new Configuration[] {configuration(pid)} : null;
                    }
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }

    @SuppressWarnings("unchecked")
    private Configuration configuration(String pid) {
        return (Configuration) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {Configuration.class},
                (_, method, given) -> switch (method.getName()) {
                    case "getProperties" -> all.get(pid);
                    case "update", "updateIfDifferent" -> {
                        all.put(pid, (Dictionary<String, Object>) given[0]);
                        yield method.getReturnType() == boolean.class ? true : null;
                    }
                    case "delete" -> all.remove(pid) == null ? null : null;
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }
}
