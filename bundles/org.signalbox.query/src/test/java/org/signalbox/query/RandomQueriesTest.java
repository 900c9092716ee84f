package org.signalbox.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

/** Random queries against a model that was written apart: it never sees the text. */
class RandomQueriesTest {

    private static final int QUERIES = 400;
    private static final List<String> WORDS = List.of("web", "H1", "a*b", "data base", "not", "w?b", "x", "\"q", "1");
    private static final List<String> PIECES = List.of("(", ")", "not ", "and ", " or ", "'", "\"", ":", "=", "!", "<=",
            "name", "host:", "drops > ", "10Mb/s", " ", "*", "\u00e9\ud83d", "\t", "state = ", "web");

    private final List<String> text = new ArrayList<>();
    private Random random;

    @RepeatedTest(5)
    void shouldAnswerAsTheModelDoesAndReadWhatItPrints(RepetitionInfo run) throws Exception {
        seed(run);
        for (int i = 0; i < QUERIES; i++) {
            text.clear();
            final Predicate<Machine> model = any(4);
            final String typed = String.join("", text);
            final Query<Machine> query = Query.parse(typed, Machine.COLUMNS);
            final Query<Machine> again = Query.parse(query.toString(), Machine.COLUMNS);
            assertThat(again).as(typed).hasToString(query.toString());
            for (final Machine machine : Machine.ALL) {
                assertThat(query.test(machine)).as("%s on %s", typed, machine).isEqualTo(model.test(machine));
                assertThat(again.test(machine)).as("%s on %s", query, machine).isEqualTo(model.test(machine));
            }
            for (int end = 0; end <= typed.length(); end++) {
                checkTokens(typed.substring(0, end));
            }
        }
    }

    @RepeatedTest(5)
    void shouldTakeAnyTextWithoutAnyOtherFault(RepetitionInfo run) {
        seed(run);
        Assertions.assertTimeoutPreemptively(Duration.ofMinutes(1), () -> {
            for (int i = 0; i < QUERIES; i++) {
                final StringBuilder typed = new StringBuilder();
                for (int pieces = random.nextInt(40); pieces > 0; pieces--) {
                    typed.append(PIECES.get(random.nextInt(PIECES.size())));
                }
                checkTokens(typed.toString());
                Completion.of(typed.toString(), random.nextInt(typed.length() + 1), Machine.COLUMNS,
                        column -> WORDS).forEach(each -> assertThat(each.start() + each.length())
                                .isLessThanOrEqualTo(typed.length()));
                try {
                    final Query<Machine> query = Query.parse(typed.toString(), Machine.COLUMNS);
                    Machine.ALL.forEach(query::test);
                    assertThat(Query.parse(query.toString(), Machine.COLUMNS)).hasToString(query.toString());
                } catch (QueryException wrong) {
                    assertThat(wrong.position()).isBetween(0, typed.length());
                }
            }
        });
    }

    private void seed(RepetitionInfo run) {
        final long seed = 20_261_126L + run.getCurrentRepetition();
        System.out.println("random queries with seed " + seed);
        random = new Random(seed);
    }

    /** Tokens are in order and apart, and nothing but spaces is left out. */
    private static void checkTokens(String typed) {
        int end = 0;
        for (final Token token : Query.tokens(typed, Machine.COLUMNS)) {
            assertThat(typed.substring(end, token.start())).as(typed).isBlank();
            assertThat(token.length()).isPositive();
            end = token.end();
        }
        assertThat(typed.substring(end).chars().allMatch(c -> Character.isWhitespace(c) || Character.isSpaceChar(c)
                || Character.isISOControl(c))).as(typed).isTrue();
    }

    private Predicate<Machine> any(int depth) {
        Predicate<Machine> any = all(depth);
        while (random.nextInt(4) == 0) {
            say(" ", keyword("or"), " ");
            any = any.or(all(depth));
        }
        return any;
    }

    private Predicate<Machine> all(int depth) {
        Predicate<Machine> all = single(depth);
        while (random.nextInt(4) == 0) {
            say(" ", random.nextBoolean() ? keyword("and") : "", " ");
            all = all.and(single(depth));
        }
        return all;
    }

    private Predicate<Machine> single(int depth) {
        return switch (random.nextInt(depth > 0 ? 7 : 4)) {
            case 0 -> word();
            case 1 -> number();
            case 2 -> text();
            case 3 -> flag();
            case 4 -> {
                say(keyword("not"), " ");
                yield single(depth - 1).negate();
            }
            default -> {
                say("(");
                final Predicate<Machine> inner = any(depth - 1);
                say(")");
                yield inner;
            }
        };
    }

    private Predicate<Machine> word() {
        final String word = pick(WORDS);
        say(quoted(word));
        return machine -> Stream.of(machine.name(), machine.host(), machine.state())
                .anyMatch(each -> regex(word, each, Pattern.CASE_INSENSITIVE).find());
    }

    private Predicate<Machine> text() {
        final boolean name = random.nextBoolean();
        final String operator = pick(List.of(":", "=", "!="));
        final String word = pick(WORDS);
        say(keyword(name ? "name" : "host"), pick(List.of("", " ")), operator, pick(List.of("", " ")), quoted(word));
        return machine -> {
            final String value = name ? machine.name() : machine.host();
            final boolean same = value.toLowerCase(Locale.ROOT).equals(word.toLowerCase(Locale.ROOT));
            return switch (operator) {
                case ":" -> regex(word, value, Pattern.CASE_INSENSITIVE).matches();
                case "=" -> same;
                default -> !same;
            };
        };
    }

    private static Matcher regex(String wildcard, String value, int flags) {
        final StringBuilder pattern = new StringBuilder();
        wildcard.chars().forEach(c -> pattern.append(c == '*' ? ".*" : c == '?' ? "." : Pattern.quote("" + (char) c)));
        return Pattern.compile(pattern.toString(), flags | Pattern.DOTALL).matcher(value);
    }

    private Predicate<Machine> number() {
        final boolean rate = random.nextBoolean();
        final String operator = pick(List.of("=", "!=", "<", "<=", ">", ">="));
        final int digits = random.nextInt(12);
        final boolean mega = rate && random.nextBoolean();
        say(rate ? "rate" : "drops", " ", operator, " ", digits + (mega ? pick(List.of("M", "Mb/s", " Mb/s")) : ""));
        final double limit = mega ? digits * 1e6 : digits;
        return machine -> {
            final double value = rate ? machine.rate() : machine.drops();
            return switch (operator) {
                case "=" -> value == limit;
                case "!=" -> !(value == limit);
                case "<" -> value < limit;
                case "<=" -> value <= limit;
                case ">" -> value > limit;
                default -> value >= limit;
            };
        };
    }

    private Predicate<Machine> flag() {
        final boolean wanted = random.nextBoolean();
        say("isolated:", wanted ? pick(List.of("true", "yes", "on")) : pick(List.of("false", "no", "off")));
        return machine -> machine.isolated() == wanted;
    }

    private void say(String... parts) {
        text.addAll(List.of(parts));
    }

    private String keyword(String word) {
        return random.nextBoolean() ? word : word.toUpperCase(Locale.ROOT);
    }

    private String quoted(String word) {
        final boolean bare = word.matches("[A-Za-z0-9*?]+") && !word.equals("not");
        return switch (random.nextInt(bare ? 3 : 2)) {
            case 0 -> "'" + word.replace("'", "''") + "'";
            case 1 -> "\"" + word.replace("\"", "\"\"") + "\"";
            default -> word;
        };
    }

    private <E> E pick(List<E> from) {
        return from.get(random.nextInt(from.size()));
    }
}
