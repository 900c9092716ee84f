package org.signalbox.verify;

/** Where something was thrown. */
final class Thrown {
    private Thrown() {
    }

    /** The line that threw, in words; empty if it is of this bundle. */
    static String place(final Throwable thrown, final Class<?> caller) {
        final StackTraceElement[] stack = thrown.getStackTrace();
        return stack.length == 0 || stack[0].getClassName().startsWith(caller.getPackageName() + ".") ? ""
                : ", at " + stack[0];
    }
}
