package org.signalbox.fabric.feature;

import java.io.IOException;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;

import org.osgi.framework.InvalidSyntaxException;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.signalbox.command.RefusedException;

/** Sets and deletes configurations, each with a step that takes it back. */
final class Configurations {
    private final ConfigurationAdmin admin;

    Configurations(ConfigurationAdmin admin) {
        this.admin = admin;
    }

    /** @throws RefusedException with one sentence, if a configuration exists that a feature does not own */
    void refuseForeign(FeatureText feature, List<String> own) throws RefusedException {
        for (String pid : feature.configurations().keySet()) {
            try {
                if (!own.contains(pid) && exists(pid)) {
                    throw new RefusedException(feature.file() + ": found that the configuration " + pid
                            + " is set already, expected one that nobody else has set");
                }
            } catch (IOException | InvalidSyntaxException fault) {
                throw new RefusedException(feature.file() + ": found a configuration '" + pid
                        + "' that cannot be set (" + fault.getMessage() + "), expected a PID", fault);
            }
        }
    }

    private boolean exists(String pid) throws IOException, InvalidSyntaxException {
        if (pid.matches(".*[()*\\\\].*")) {
            throw new IOException("it has one of ( ) * \\");
        }
        return admin.listConfigurations("(service.pid=" + pid + ")") != null;
    }

    /** Sets one. @return what takes that back */
    UndoSteps.Step set(String pid, Map<String, Object> values) throws IOException {
        final Configuration configuration = of(pid);
        final Dictionary<String, Object> before = configuration.getProperties();
        final Dictionary<String, Object> properties = new Hashtable<>();
        values.forEach((key, value) -> {
            if (value != null) {
                properties.put(key, value);
            }
        });
        configuration.updateIfDifferent(properties);
        return before == null ? configuration::delete : () -> configuration.updateIfDifferent(before);
    }

    /** Deletes one. @return what takes that back */
    UndoSteps.Step delete(String pid) throws IOException {
        final Dictionary<String, Object> before = of(pid).getProperties();
        of(pid).delete();
        return () -> {
            if (before != null) {
                of(pid).update(before);
            }
        };
    }

    /** OSGi Compendium 104.4.2: a name behind {@code ~} makes it one of a factory. */
    private Configuration of(String pid) throws IOException {
        final int tilde = pid.indexOf('~');
        return tilde < 0 ? admin.getConfiguration(pid, "?")
                : admin.getFactoryConfiguration(pid.substring(0, tilde), pid.substring(tilde + 1), "?");
    }
}
