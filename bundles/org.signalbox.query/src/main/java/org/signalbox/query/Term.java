package org.signalbox.query;

/** What a formula computes, as a tree; a term is finite or NaN. */
sealed interface Term<T> {

    double of(T thing);

    /** A number that stands in the text. */
    record Fixed<T>(double value) implements Term<T> {

        @Override
        public double of(T thing) {
            return value;
        }
    }

    /** What stands in a column of numbers. */
    record Cell<T>(Column<T> column) implements Term<T> {

        @Override
        public double of(T thing) {
            return finite(column.number(thing));
        }
    }

    /** The same below zero. */
    record Negative<T>(Term<T> of) implements Term<T> {

        @Override
        public double of(T thing) {
            return 0 - of.of(thing);
        }
    }

    /** Two of them. @param operator one of {@code + - * /} */
    record Pair<T>(Term<T> left, char operator, Term<T> right) implements Term<T> {

        @Override
        public double of(T thing) {
            final double a = left.of(thing);
            final double b = right.of(thing);
            return finite(switch (operator) {
                case '+' -> a + b;
                case '-' -> a - b;
                case '*' -> a * b;
                default -> a / b;
            });
        }
    }

    /** A number, and NaN for what is none; zero has no sign, so that all zeros are equal in an order. */
    private static double finite(double value) {
        return Double.isFinite(value) ? value + 0.0 : Double.NaN;
    }
}
