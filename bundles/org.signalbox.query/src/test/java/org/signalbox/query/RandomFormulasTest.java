package org.signalbox.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

/** Random formulas against a model that was written apart: it computes as the tree is made and never sees the text. */
class RandomFormulasTest {

    private static final int FORMULAS = 400;
    private static final int SUM = 0;
    private static final int PRODUCT = 1;
    private static final int SINGLE = 2;
    private static final List<String> PIECES = List.of("(", ")", "-", "+", "*", "/", "drops", "rate", "memory ", "name",
            "isolated", " ", "1", "0", ".", "2.5", "1e9", "k", "\"", ":", "\u00e9\ud83d", "\t", "nix ");

    private Random random;

    /** A tree with how it is typed. @param binding of its outermost operator */
    private record Tree(String text, int binding, ToDoubleFunction<Machine> value) {

        /** As it stands where something binds so tightly. */
        String in(int place) {
            return binding < place ? "(" + text + ")" : text;
        }
    }

    @RepeatedTest(5)
    void shouldComputeAsTheModelDoes(RepetitionInfo run) throws Exception {
        seed(run);
        int known = 0;
        for (int i = 0; i < FORMULAS; i++) {
            final Tree tree = tree(5);
            if (tree.text().length() > Formula.LONGEST) {
                continue;
            }
            final Formula<Machine> formula = Formula.parse(tree.text(), Machine.COLUMNS);
            for (final Machine machine : Machine.ALL) {
                final double expected = tree.value().applyAsDouble(machine);
                assertThat(formula.applyAsDouble(machine)).as("%s on %s", tree.text(), machine)
                        .isEqualTo(Double.valueOf(Double.isFinite(expected) ? expected + 0.0 : Double.NaN));
                known += Double.isFinite(expected) ? 1 : 0;
            }
            for (int end = 0; end <= tree.text().length(); end++) {
                checkTokens(tree.text().substring(0, end));
            }
        }
        assertThat(known).isGreaterThan(FORMULAS);
    }

    @RepeatedTest(5)
    void shouldTakeAnyTextWithoutAnyOtherFault(RepetitionInfo run) {
        seed(run);
        int read = 0;
        for (int i = 0; i < FORMULAS; i++) {
            final StringBuilder typed = new StringBuilder();
            for (int pieces = random.nextInt(i % 2 == 0 ? 6 : 60); pieces > 0; pieces--) {
                typed.append(PIECES.get(random.nextInt(PIECES.size())));
            }
            final String text = typed.toString();
            checkTokens(text);
            Completion.ofFormula(text, random.nextInt(text.length() + 1), Machine.COLUMNS).forEach(each ->
                    assertThat(each.start() + each.length()).isLessThanOrEqualTo(text.length()));
            try {
                final Formula<Machine> formula = Formula.parse(text, Machine.COLUMNS);
                Machine.ALL.forEach(machine -> assertThat(formula.applyAsDouble(machine)).isNotInfinite());
                read++;
            } catch (QueryException wrong) {
                assertThat(wrong.position()).as(text).isBetween(0, text.length());
                assertThat(wrong.getMessage()).startsWith("found ").contains(", expected ");
            }
        }
        assertThat(read).isPositive();
    }

    private void seed(RepetitionInfo run) {
        final long seed = 20_261_127L + run.getCurrentRepetition();
        System.out.println("random formulas with seed " + seed);
        random = new Random(seed);
    }

    /** Tokens are in order and apart, and nothing but spaces is left out. */
    private static void checkTokens(String typed) {
        int end = 0;
        for (final Token token : Formula.tokens(typed, Machine.COLUMNS)) {
            assertThat(typed.substring(end, token.start())).as(typed).isBlank();
            assertThat(token.length()).isPositive();
            end = token.end();
        }
        assertThat(typed.substring(end)).as(typed).isBlank();
    }

    private Tree tree(int depth) {
        final Tree tree = switch (random.nextInt(depth > 0 ? 8 : 3)) {
            case 0 -> number();
            case 1, 2 -> cell();
            case 3 -> {
                final Tree of = tree(depth - 1);
                yield new Tree("-" + blank() + of.in(SINGLE), SINGLE, machine -> -of.value().applyAsDouble(machine));
            }
            default -> pair(depth);
        };
        return random.nextInt(6) == 0 ? new Tree("(" + blank() + tree.text() + blank() + ")", SINGLE, tree.value())
                : tree;
    }

    private Tree pair(int depth) {
        final Tree a = tree(depth - 1);
        final Tree b = tree(depth - 1);
        final char operator = "+-*/".charAt(random.nextInt(4));
        final int binding = operator == '+' || operator == '-' ? SUM : PRODUCT;
        // what stands to the left is taken together first
        final String text = a.in(binding) + blank() + operator + blank() + b.in(binding + 1);
        return new Tree(text, binding, machine -> {
            final double x = a.value().applyAsDouble(machine);
            final double y = b.value().applyAsDouble(machine);
            final double value = switch (operator) {
                case '+' -> x + y;
                case '-' -> x - y;
                case '*' -> x * y;
                default -> y == 0 ? Double.NaN : x / y;
            };
            return Double.isInfinite(value) ? Double.NaN : value;
        });
    }

    private Tree number() {
        final int whole = random.nextInt(4) == 0 ? 0 : random.nextInt(1_000);
        return random.nextBoolean() ? new Tree(String.valueOf(whole), SINGLE, machine -> whole)
                : new Tree(whole + ".25", SINGLE, machine -> whole + 0.25);
    }

    private Tree cell() {
        return switch (random.nextInt(3)) {
            case 0 -> new Tree(typed("rate"), SINGLE, Machine::rate);
            case 1 -> new Tree(typed("drops"), SINGLE, Machine::drops);
            default -> new Tree(typed("memory"), SINGLE, Machine::memory);
        };
    }

    private String typed(String name) {
        return random.nextBoolean() ? name : name.toUpperCase(Locale.ROOT);
    }

    private String blank() {
        return random.nextBoolean() ? "" : " ";
    }
}
