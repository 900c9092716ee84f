package org.signalbox.query;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.signalbox.query.Term.Cell;
import org.signalbox.query.Term.Fixed;
import org.signalbox.query.Term.Negative;
import org.signalbox.query.Term.Pair;
import org.signalbox.query.Token.Kind;
import org.signalbox.schema.Spelling;

/** Makes a tree of a formula's text; the package says the grammar. */
final class FormulaParser<T> {

    /** How deep brackets and signs may stand within each other. */
    static final int DEEPEST = 64;

    private final String text;
    private final List<Column<T>> columns;
    private final List<Token> tokens;
    private int at;
    private int depth;

    private FormulaParser(String text, List<Column<T>> columns) {
        this.text = text;
        this.columns = columns;
        tokens = FormulaLexer.tokens(text, columns);
    }

    static <T> Term<T> parse(String text, List<Column<T>> columns) throws QueryException {
        if (text.length() > Formula.LONGEST) {
            throw new QueryException(Formula.LONGEST, "more text", "at most " + Formula.LONGEST + " characters");
        }
        final FormulaParser<T> parser = new FormulaParser<>(text, columns);
        final Term<T> term = parser.sum();
        if (parser.at < parser.tokens.size()) {
            throw parser.wrong("one of + - * / or the end");
        }
        return term;
    }

    private Term<T> sum() throws QueryException {
        Term<T> sum = product();
        while (is("+") || is("-")) {
            sum = new Pair<>(sum, tokens.get(at++).text().charAt(0), product());
        }
        return sum;
    }

    private Term<T> product() throws QueryException {
        Term<T> product = single();
        while (is("*") || is("/")) {
            product = new Pair<>(product, tokens.get(at++).text().charAt(0), single());
        }
        return product;
    }

    private Term<T> single() throws QueryException {
        if (depth >= DEEPEST) {
            throw wrong("at most " + DEEPEST + " brackets and signs within each other");
        }
        depth++;
        try {
            if (is("-")) {
                at++;
                return new Negative<>(single());
            }
            final Token token = at < tokens.size() ? tokens.get(at) : null;
            return switch (token == null ? Kind.CLOSE : token.kind()) {
                case OPEN -> bracket();
                case COLUMN -> {
                    at++;
                    yield new Cell<>(Query.column(columns, token.text()).orElseThrow());
                }
                case VALUE -> {
                    at++;
                    yield new Fixed<>(Double.parseDouble(token.text()));
                }
                case ERROR -> throw unknown(token);
                default -> throw wrong("a column of numbers, a number or a bracket");
            };
        } finally {
            depth--;
        }
    }

    private Term<T> bracket() throws QueryException {
        at++;
        final Term<T> inner = sum();
        if (at >= tokens.size() || tokens.get(at).kind() != Kind.CLOSE) {
            throw wrong("one of + - * / or a closing bracket");
        }
        at++;
        return inner;
    }

    private boolean is(String operator) {
        return at < tokens.size() && tokens.get(at).kind() == Kind.OPERATOR && tokens.get(at).text().equals(operator);
    }

    private QueryException wrong(String expected) {
        return at < tokens.size() ? new QueryException(tokens.get(at).start(), found(tokens.get(at)), expected)
                : new QueryException(text.length(), "the end", expected);
    }

    private static String found(Token token) {
        return "'" + token.text() + "'";
    }

    private QueryException unknown(Token token) {
        final List<String> names = columns.stream().filter(column -> column.type() == Column.Type.NUMBER)
                .map(Column::name).toList();
        final String known = names.stream().collect(Collectors.joining(", "));
        final Optional<Column<T>> other = Query.column(columns, token.text());
        if (other.isPresent()) {
            return new QueryException(token.start(), "the column " + other.get().name() + ", which holds no numbers,",
                    "one of those that do: " + known);
        }
        return new QueryException(token.start(), found(token), Character.isDigit(token.text().charAt(0))
                ? "a number such as 10 or 2.5" : "a number or one of the columns " + known
                        + Spelling.nearest(token.text(), names).map(name -> "; did you mean " + name + "?").orElse(""));
    }
}
