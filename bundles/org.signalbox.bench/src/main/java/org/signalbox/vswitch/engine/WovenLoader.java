package org.signalbox.vswitch.engine;

import java.io.IOException;
import java.io.InputStream;

import org.signalbox.vswitch.extension.Extension;

/** Loads an extension's classes as a framework does, with calls in their loops that do nothing as long as all is well. */
final class WovenLoader extends ClassLoader {
    private final String codeOf;

    private WovenLoader(final Class<?> extension) {
        super(extension.getClassLoader());
        this.codeOf = extension.getPackageName() + ".";
    }

    /** An instance of the woven class. */
    static Extension load(final Class<? extends Extension> extension) {
        try {
            return (Extension) new WovenLoader(extension).loadClass(extension.getName()).getConstructor().newInstance();
        } catch (final ReflectiveOperationException unexpected) {
            throw new IllegalStateException(unexpected);
        }
    }

    @Override
    protected Class<?> loadClass(final String name, final boolean resolve) throws ClassNotFoundException {
        if (!name.startsWith(codeOf)) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            final Class<?> known = findLoadedClass(name);
            return known == null ? define(name) : known;
        }
    }

    private Class<?> define(final String name) throws ClassNotFoundException {
        try (InputStream code = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
            final byte[] bytes = LoopWeaver.weave(code.readAllBytes(), getParent());
            return defineClass(name, bytes, 0, bytes.length);
        } catch (final IOException unread) {
            throw new ClassNotFoundException(name, unread);
        }
    }
}
