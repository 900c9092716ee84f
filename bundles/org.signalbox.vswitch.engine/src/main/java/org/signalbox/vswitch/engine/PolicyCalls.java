package org.signalbox.vswitch.engine;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import org.signalbox.schema.Path;
import org.signalbox.schema.SchemaException;

/**
 * Calls of extensions about policies, each waited for a second at most; one that did not return is not waited for
 * again. One thread at a time.
 */
final class PolicyCalls {
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Set<String> overdue = new HashSet<>();

    /**
     * What a call comes to.
     *
     * @throws SchemaException what the call threw of this kind, or that it failed
     */
    <T> T make(final InstalledExtension extension, final Supplier<T> call) {
        final List<T> answer = new ArrayList<>();
        try {
            if (overdue.contains(extension.id())) {
                throw failed("it does not return");
            }
            PatientCall.make(extension.service(), () -> answer.add(call.get()), PATIENCE_NANOS);
            return answer.getFirst();
        } catch (final SchemaException refused) {
            throw refused;
        } catch (final PatientCall.Overdue late) {
            overdue.add(extension.id());
            throw failed("it " + late.getMessage());
        } catch (final Throwable thrown) {
            throw failed("it failed: " + thrown);
        }
    }

    private static SchemaException failed(final String how) {
        return new SchemaException(Path.ROOT, "a policy", "one that its extension can read, but " + how);
    }
}
