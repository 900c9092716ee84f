package org.signalbox.query;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.signalbox.query.Condition.All;
import org.signalbox.query.Condition.Any;
import org.signalbox.query.Condition.Compared;
import org.signalbox.query.Condition.Not;
import org.signalbox.query.Condition.Word;
import org.signalbox.query.Token.Kind;
import org.signalbox.schema.Spelling;

/** Makes a tree of a text; the package says the grammar. */
final class Parser<T> {

    /** How deep brackets and {@code not} may stand within each other. */
    static final int DEEPEST = 64;

    private final String text;
    private final List<Column<T>> columns;
    private final List<Column<T>> texts;
    private final List<Token> tokens;
    private int at;
    private int depth;

    private Parser(String text, List<Column<T>> columns) {
        this.text = text;
        this.columns = columns;
        texts = columns.stream().filter(Column::isText).toList();
        tokens = Lexer.tokens(text, name -> Query.column(columns, name).isPresent());
    }

    static <T> Condition<T> parse(String text, List<Column<T>> columns) throws QueryException {
        if (text.length() > Query.LONGEST) {
            throw new QueryException(Query.LONGEST, "more text", "at most " + Query.LONGEST + " characters");
        }
        final Parser<T> parser = new Parser<>(text, columns);
        if (parser.tokens.isEmpty()) {
            return new All<>(List.of());
        }
        final Condition<T> condition = parser.any();
        if (parser.at < parser.tokens.size()) {
            throw parser.unexpected("and, or, or the end");
        }
        return condition;
    }

    private Condition<T> any() throws QueryException {
        final List<Condition<T>> conditions = new ArrayList<>(List.of(all()));
        while (takes("or")) {
            conditions.add(all());
        }
        return conditions.size() == 1 ? conditions.getFirst() : new Any<>(List.copyOf(conditions));
    }

    private Condition<T> all() throws QueryException {
        final List<Condition<T>> conditions = new ArrayList<>(List.of(single()));
        while (takes("and") || begins()) {
            conditions.add(single());
        }
        return conditions.size() == 1 ? conditions.getFirst() : new All<>(List.copyOf(conditions));
    }

    /** Whether another condition begins here without an {@code and} before it. */
    private boolean begins() {
        return at < tokens.size() && tokens.get(at).kind() != Kind.CLOSE && !is("or");
    }

    private Condition<T> single() throws QueryException {
        if (depth >= DEEPEST) {
            throw unexpected("at most " + DEEPEST + " brackets and nots within each other");
        }
        depth++;
        try {
            if (takes("not")) {
                return new Not<>(single());
            }
            final Token token = at < tokens.size() ? tokens.get(at) : null;
            return switch (token == null ? Kind.CLOSE : token.kind()) {
                case OPEN -> bracket();
                case COLUMN -> comparison();
                case WORD -> {
                    at++;
                    yield new Word<>(token.text(), texts);
                }
                default -> throw unexpected("a word or a comparison such as " + example());
            };
        } finally {
            depth--;
        }
    }

    private Condition<T> bracket() throws QueryException {
        at++;
        final Condition<T> inner = any();
        if (at >= tokens.size() || tokens.get(at).kind() != Kind.CLOSE) {
            throw unexpected("a closing bracket");
        }
        at++;
        return inner;
    }

    private Condition<T> comparison() throws QueryException {
        final Column<T> column = Query.column(columns, tokens.get(at).text()).orElseThrow();
        final Token operator = tokens.get(at + 1);
        at += 2;
        if (at >= tokens.size() || tokens.get(at).kind() != Kind.VALUE) {
            throw unexpected("what " + column.name() + " is compared with");
        }
        final Token value = withUnit(column, tokens.get(at++));
        final Predicate<T> test = Comparison.of(column, operator, value);
        return new Compared<>(column, operator.text(), value.text(), test);
    }

    /** Takes in a unit that stands apart from its number. */
    private Token withUnit(Column<T> column, Token value) {
        if (column.type() == Column.Type.NUMBER && at < tokens.size() && tokens.get(at).kind() == Kind.WORD
                && Quantity.isUnit(tokens.get(at).text(), column.unit())
                && !value.text().isEmpty() && Character.isDigit(value.text().charAt(value.text().length() - 1))) {
            final Token unit = tokens.get(at++);
            return new Token(Kind.VALUE, value.start(), unit.end() - value.start(), value.text() + unit.text());
        }
        return value;
    }

    private boolean is(String keyword) {
        return at < tokens.size() && tokens.get(at).kind() == Kind.KEYWORD
                && tokens.get(at).text().equalsIgnoreCase(keyword);
    }

    private boolean takes(String keyword) {
        final boolean is = is(keyword);
        at += is ? 1 : 0;
        return is;
    }

    private QueryException unexpected(String expected) {
        if (at >= tokens.size()) {
            return new QueryException(text.length(), "the end", expected);
        }
        final Token token = tokens.get(at);
        if (token.kind() != Kind.ERROR) {
            return new QueryException(token.start(), "'" + token.text() + "'", expected);
        }
        final char first = text.charAt(token.start());
        if (first == '\'' || first == '"') {
            return new QueryException(token.start(), "a quote that does not end", "another " + first + " behind it");
        }
        if (token.text().equals("!")) {
            return new QueryException(token.start(), "'!'", "!= or not");
        }
        final List<String> names = columns.stream().map(Column::name).toList();
        final Optional<String> near = Spelling.nearest(token.text(), names);
        return new QueryException(token.start(), "'" + token.text() + "'", "one of the columns "
                + names.stream().collect(Collectors.joining(", "))
                + near.map(name -> "; did you mean " + name + "?").orElse(", or a text in quotes"));
    }

    private String example() {
        return columns.stream().filter(Column::isText).findFirst().map(column -> column.name() + ":web*")
                .orElseGet(() -> columns.stream().findFirst().map(Column::name).orElse("name") + " > 0");
    }
}
