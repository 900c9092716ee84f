package org.signalbox.command;

import java.util.Map;
import java.util.Optional;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Implemented by a command some of whose parameters are there because of what others are given, such as the keys of a
 * policy that the extension it names defines. They are given by name, like any other; the command finds their values in
 * one of its own parameters, a {@code Map<String, Object>}, which can be given as a whole, too. One that is called like
 * a parameter of the command's own can be given in that mapping only. Source: Microsoft,
 * "about_Functions_Advanced_Parameters", dynamic parameters.
 */
@ConsumerType
public interface DynamicParameters {
    /** The key of the parameter that holds their values by key. */
    String dynamicKey();

    /**
     * The record whose components they are; empty where nothing says so. None of them is required. Called by any
     * thread.
     *
     * @param given values of the command's own parameters by key, as far as they are known; not checked
     */
    Optional<Class<? extends Record>> dynamicParameters(Map<String, Object> given);
}
