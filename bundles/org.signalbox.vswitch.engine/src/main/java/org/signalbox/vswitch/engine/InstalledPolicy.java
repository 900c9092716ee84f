package org.signalbox.vswitch.engine;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;

import org.signalbox.schema.Schema;
import org.signalbox.vswitch.extension.Extension;
import org.signalbox.vswitch.extension.PolicySchema;

/** Policies that an extension defines, of ports or of switches. Reading one runs the extension's code. */
record InstalledPolicy(Extension service, PolicySchema schema) {
    /** @throws IllegalArgumentException if the record is no schema */
    static Optional<InstalledPolicy> of(final Extension service, final Optional<Class<? extends Record>> type) {
        type.ifPresent(Schema::of);
        return type.map(record -> new InstalledPolicy(service, PolicySchema.of(record)));
    }

    /**
     * A policy as the record of today, brought up to date before if need be.
     *
     * @throws org.signalbox.schema.SchemaException if the record does not take it
     */
    Record read(final Object tree) {
        return Schema.of(schema.type()).bind(upToDate(tree));
    }

    private Object upToDate(final Object tree) {
        final int version = PolicySchema.versionOf(tree);
        final Object keys = PolicySchema.keysOf(tree);
        if (version >= schema.version() || !(keys instanceof Map<?, ?> map)) {
            return keys;
        }
        return service.upgradePolicy(schema.type(), version, texts(map));
    }

    @SuppressWarnings("unchecked") // a tree's keys are texts
    private static Map<String, Object> texts(final Map<?, ?> tree) {
        return Collections.unmodifiableMap((Map<String, Object>) tree);
    }

    /** What a document holds of a policy that was read; without what is at its default. */
    Map<String, Object> rewritten(final Object tree) {
        return schema.written(keys(Schema.of(schema.type()), read(tree)));
    }

    private static <R extends Record> Map<String, Object> keys(final Schema<R> schema, final Record policy) {
        @SuppressWarnings("unchecked") // the schema made it
        final R own = (R) policy;
        return schema.unbind(own);
    }
}
