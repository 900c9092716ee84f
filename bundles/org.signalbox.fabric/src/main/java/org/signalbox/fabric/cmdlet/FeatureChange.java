package org.signalbox.fabric.cmdlet;

import java.util.Map;
import java.util.Optional;

import org.signalbox.command.Change;
import org.signalbox.command.DynamicParameters;
import org.signalbox.command.RefusedException;

/** A command that gives something another policy of an extension; the policy's keys are parameters. */
abstract class FeatureChange<P extends Record> implements Change<P>, DynamicParameters {
    /** How policies are read, changed and written. */
    final Policies policies;
    private final Class<P> parameters;

    FeatureChange(Policies policies, Class<P> parameters) {
        this.policies = policies;
        this.parameters = parameters;
    }

    @Override
    public final Class<P> parameters() {
        return parameters;
    }

    @Override
    public final String dynamicKey() {
        return "policy";
    }

    @Override
    public final Optional<Class<? extends Record>> dynamicParameters(Map<String, Object> given) {
        return policies.type(given);
    }

    /** The policies as they shall be. @param place where they stand, in words */
    abstract Map<String, Object> next(Map<String, Object> now, P given, String place) throws RefusedException;
}
