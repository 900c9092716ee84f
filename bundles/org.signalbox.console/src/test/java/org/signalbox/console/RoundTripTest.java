package org.signalbox.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.signalbox.command.CommandName;
import org.signalbox.command.CommandText;
import org.signalbox.command.FabricDocument;
import org.signalbox.command.Parameter;
import org.signalbox.command.Query;
import org.signalbox.command.RefusedException;
import org.signalbox.console.language.Cursor;
import org.signalbox.console.language.Evaluator;
import org.signalbox.console.language.Parser;
import org.signalbox.console.language.Statement;
import org.signalbox.console.language.SyntaxException;
import org.signalbox.schema.Schema;
import org.signalbox.vswitch.SwitchType;
import org.signalbox.vswitch.VlanRange;

/** What is printed reads back as the same, and what is no line is refused, whatever it holds. */
class RoundTripTest {
    record Everything(String text, Optional<String> maybe, int whole, long large, double real, boolean flag,
            Optional<Boolean> choice, SwitchType type, List<String> texts, List<VlanRange> ranges, List<Integer> numbers,
            List<Part> parts, Map<String, Object> open, Object any) {
    }

    record Part(String name, Optional<Long> size) {
    }

    private static final Query<Everything> COMMAND = new Query<>() {
        @Override
        public CommandName name() {
            return CommandName.parse("Get-Everything");
        }

        @Override
        public String summary() {
            return "";
        }

        @Override
        public Class<Everything> parameters() {
            return Everything.class;
        }

        @Override
        public List<? extends Record> query(FabricDocument document, Everything parameters) {
            return List.of();
        }
    };

    private static final Evaluator EVALUATOR = new Evaluator(new Evaluator.Scope() {
        @Override
        public Object variable(String name) {
            throw new AssertionError("variable " + name);
        }

        @Override
        public Object run(Statement statement) {
            throw new AssertionError("nested " + statement);
        }
    });

    @RepeatedTest(300)
    void shouldReadBackWhatItPrints(RepetitionInfo repetition) throws SyntaxException, RefusedException {
        final Random random = new Random(repetition.getCurrentRepetition());
        final Everything value = new Everything(text(random), random.nextBoolean() ? Optional.of(text(random))
                : Optional.empty(), random.nextInt(), random.nextLong(), random.nextGaussian() * 1e9,
                random.nextBoolean(), random.nextBoolean() ? Optional.of(random.nextBoolean()) : Optional.empty(),
                SwitchType.values()[random.nextInt(3)], texts(random), List.of(new VlanRange(1, 1 + random.nextInt(90))),
                List.of(random.nextInt(), -7), List.of(new Part(text(random), Optional.of(random.nextLong()))),
                map(random, 3), tree(random, 3));
        final String printed = CommandText.print(COMMAND, value);
        assertThat(read(printed)).as(printed).isEqualTo(value);
    }

    private static Everything read(String line) throws SyntaxException, RefusedException {
        final List<Statement> statements = Parser.parse(line);
        assertThat(statements).hasSize(1);
        final Statement.Call call = (Statement.Call) statements.getFirst().stages().getFirst();
        final Cmdlet cmdlet = new Cmdlet(COMMAND.name(), List.of(), "", Parameter.of(Everything.class),
                new Cmdlet.Runs(COMMAND));
        final List<Binder.Given> given = new ArrayList<>();
        for (final Statement.Argument argument : call.arguments()) {
            given.add(switch (argument) {
                case Statement.Positional positional -> Binder.Given.value(EVALUATOR.argument(positional.value()));
                case Statement.Named named -> new Binder.Given(Optional.of(named.name()), named.attached().isPresent()
                        ? Optional.of(EVALUATOR.argument(named.attached().get())) : Optional.empty());
            });
        }
        return Schema.of(Everything.class).bind(new Binder(cmdlet).bind(given).values());
    }

    @RepeatedTest(300)
    void shouldRefuseNonsenseWithASentence(RepetitionInfo repetition) {
        final Random random = new Random(repetition.getCurrentRepetition());
        final String alphabet = "aB-_ .,:;|(){}@$'\"`#=?*\n\t01é\u0000";
        final StringBuilder line = new StringBuilder();
        for (int i = random.nextInt(60); i > 0; i--) {
            line.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        assertThat(Cursor.of(line.toString(), random.nextInt(61)).start()).isLessThanOrEqualTo(line.length());
        try {
            Parser.parse(line.toString());
        } catch (final SyntaxException refused) {
            assertThat(refused).as(line.toString()).hasMessageStartingWith("found ").hasMessageContaining("expected");
        }
    }

    @RepeatedTest(3)
    void shouldRefuseWhatIsTooDeepOrTooLongWithoutFailing(RepetitionInfo repetition) throws SyntaxException {
        final String open = List.of("(", "@(", "@{a=").get(repetition.getCurrentRepetition() - 1);
        try {
            Parser.parse("a " + open.repeat(100_000));
        } catch (final SyntaxException refused) {
            assertThat(refused).hasMessageContaining("deep");
        }
        assertThat(Parser.parse("a '" + "''b".repeat(100_000) + "' " + " #x\n".repeat(1000))).hasSize(1);
    }

    private static String text(Random random) {
        final List<String> samples = List.of("", "web1", "10", "100MB", "it's", "-Force", "a b", "$x", "a`b", "true",
                "02:00:00:00:00:01", "fe80::1/64", "@{", "x\ny\t\u0001", "\"q\"$(z)", "-5", "+5", "1e5", "#no", "a,b", "é", "!");
        return samples.get(random.nextInt(samples.size()));
    }

    private static List<String> texts(Random random) {
        final List<String> texts = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            texts.add(text(random));
        }
        return texts;
    }

    private static Map<String, Object> map(Random random, int depth) {
        final Map<String, Object> map = new LinkedHashMap<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            map.put(random.nextBoolean() ? "key" + i : text(random), tree(random, depth - 1));
        }
        return map;
    }

    private static Object tree(Random random, int depth) {
        return switch (random.nextInt(depth > 0 ? 7 : 5)) {
            case 0 -> text(random);
            case 1 -> random.nextLong();
            case 2 -> random.nextGaussian();
            case 3 -> random.nextBoolean();
            case 4 -> "plain";
            case 5 -> map(random, depth);
            default -> {
                final List<Object> list = new ArrayList<>();
                for (int i = random.nextInt(4); i > 0; i--) {
                    list.add(tree(random, depth - 1));
                }
                yield list;
            }
        };
    }
}
