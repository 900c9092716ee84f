package org.signalbox.verify.binary;

import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.stream.Collectors;

/**
 * What a class file asks of another class.
 *
 * @param owner      internal name of the class, such as {@code java/lang/Object}
 * @param kind       what it is
 * @param name       of the member; empty for a class
 * @param descriptor of the member; empty for a class
 * @param use        how it is used
 */
record Reference(String owner, Kind kind, String name, String descriptor, Use use) {
    /** What is referred to. */
    enum Kind {
        CLASS,
        FIELD,
        METHOD,
        /** Of an interface. */
        INTERFACE_METHOD
    }

    /** Whether an instance is there. */
    enum Use {
        STATIC,
        INSTANCE,
        /** The constant pool alone does not tell. */
        UNKNOWN
    }

    static Reference of(final String owner) {
        return new Reference(owner, Kind.CLASS, "", "", Use.UNKNOWN);
    }

    String packageName() {
        return owner.substring(0, Math.max(0, owner.lastIndexOf('/'))).replace('/', '.');
    }

    /** As people write it: {@code FrameBatch.because(int, String, String)}. */
    String inWords() {
        final String simple = owner.substring(owner.lastIndexOf('/') + 1).replace('$', '.');
        return switch (kind) {
            case CLASS -> simple;
            case FIELD -> simple + "." + name + " of type " + ClassDesc.ofDescriptor(descriptor).displayName();
            case METHOD, INTERFACE_METHOD -> {
                final String parameters = MethodTypeDesc.ofDescriptor(descriptor).parameterList().stream()
                        .map(ClassDesc::displayName).collect(Collectors.joining(", ", "(", ")"));
                yield name.equals("<init>") ? "new " + simple + parameters : simple + "." + name + parameters;
            }
        };
    }
}
