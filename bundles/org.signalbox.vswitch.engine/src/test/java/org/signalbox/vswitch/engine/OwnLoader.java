package org.signalbox.vswitch.engine;

import java.io.IOException;
import java.io.InputStream;

import org.signalbox.vswitch.extension.Extension;

/** Loads an extension's class, and those in the same file, as a bundle would: its own, and others each time. */
final class OwnLoader extends ClassLoader {
    private final String name;

    private OwnLoader(final Class<?> extension) {
        super(extension.getClassLoader());
        this.name = extension.getNestHost().getName();
    }

    /** An extension made by a class of its own loader. */
    static Extension load(final Class<? extends Extension> extension) {
        try {
            return (Extension) new OwnLoader(extension).loadClass(extension.getName()).getDeclaredConstructor()
                    .newInstance();
        } catch (final ReflectiveOperationException fault) {
            throw new IllegalStateException(fault);
        }
    }

    @Override
    protected Class<?> loadClass(final String wanted, final boolean resolve) throws ClassNotFoundException {
        if (!wanted.equals(name) && !wanted.startsWith(name + "$")) {
            return super.loadClass(wanted, resolve);
        }
        synchronized (getClassLoadingLock(wanted)) {
            final Class<?> known = findLoadedClass(wanted);
            return known == null ? define(wanted) : known;
        }
    }

    private Class<?> define(final String wanted) throws ClassNotFoundException {
        try (InputStream in = getParent().getResourceAsStream(wanted.replace('.', '/') + ".class")) {
            final byte[] code = in.readAllBytes();
            return defineClass(wanted, code, 0, code.length);
        } catch (final IOException fault) {
            throw new ClassNotFoundException(wanted, fault);
        }
    }
}
