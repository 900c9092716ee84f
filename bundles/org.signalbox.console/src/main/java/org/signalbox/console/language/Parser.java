package org.signalbox.console.language;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import org.signalbox.console.language.Expression.Elements;
import org.signalbox.console.language.Expression.Literal;
import org.signalbox.console.language.Expression.Member;
import org.signalbox.console.language.Expression.Nested;
import org.signalbox.console.language.Expression.Not;
import org.signalbox.console.language.Expression.Operation;
import org.signalbox.console.language.Expression.Variable;
import org.signalbox.console.language.Expression.Word;

/** Reads statements by recursive descent. Values nest at most {@value #DEPTH} deep. */
public final class Parser {
    private static final int DEPTH = 60;

    private final List<Token> tokens;
    private int next;
    private int depth;

    private Parser(List<Token> tokens) {
        this.tokens = tokens;
    }

    /** The statements of a text, separated by {@code ;} or the ends of lines. */
    public static List<Statement> parse(String text) throws SyntaxException {
        final Parser parser = new Parser(Lexer.read(text));
        final List<Statement> statements = new ArrayList<>();
        while (true) {
            while (parser.skips(";") || parser.newLines()) {
                continue;
            }
            if (parser.peek().kind() == Token.Kind.END) {
                return statements;
            }
            statements.add(parser.statement());
            if (!parser.peek().is(";") && parser.peek().kind() != Token.Kind.NEW_LINE
                    && parser.peek().kind() != Token.Kind.END) {
                throw parser.unexpected("a pipe, or the end of the command");
            }
        }
    }

    private Statement statement() throws SyntaxException {
        Optional<String> variable = Optional.empty();
        if (peek().kind() == Token.Kind.VARIABLE && tokens.get(next + 1).is("=")) {
            variable = Optional.of(take().text());
            take();
            newLines();
        }
        return new Statement(variable, pipeline());
    }

    private List<Statement.Stage> pipeline() throws SyntaxException {
        final List<Statement.Stage> stages = new ArrayList<>();
        stages.add(atCommand() ? call() : new Statement.Value(expression()));
        while (skips("|")) {
            newLines();
            if (!atCommand()) {
                throw unexpected("a command behind the pipe");
            }
            stages.add(call());
        }
        return List.copyOf(stages);
    }

    private boolean atCommand() {
        return peek().kind() == Token.Kind.WORD && !Values.isNumber(peek().text());
    }

    private Statement.Call call() throws SyntaxException {
        final String name = take().text();
        final List<Statement.Argument> arguments = new ArrayList<>();
        while (true) {
            if (peek().kind() == Token.Kind.DASHED) {
                arguments.add(new Statement.Named(take().text(), Optional.empty()));
            } else if (peek().kind() == Token.Kind.DASHED_COLON) {
                arguments.add(new Statement.Named(take().text(), Optional.of(list())));
            } else if (atValue()) {
                arguments.add(new Statement.Positional(list()));
            } else {
                return new Statement.Call(name, List.copyOf(arguments));
            }
        }
    }

    private boolean atValue() {
        return switch (peek().kind()) {
            case WORD, LITERAL, TEMPLATE, VARIABLE -> true;
            case SIGN -> peek().is("(") || peek().is("@(") || peek().is("@{") || peek().is("{");
            default -> false;
        };
    }

    /** What may stand in a block or in brackets: comparisons joined by {@code -and} and {@code -or}, left to right. */
    private Expression expression() throws SyntaxException {
        Expression left = negation();
        while (operator().equals("and") || operator().equals("or")) {
            final String operator = take().text().toLowerCase(Locale.ROOT);
            newLines();
            left = new Operation(operator, left, negation());
        }
        return left;
    }

    private Expression negation() throws SyntaxException {
        descend();
        final Expression result;
        if (operator().equals("not") || peek().is("!")) {
            take();
            result = new Not(negation());
        } else {
            final Expression left = list();
            if (Comparison.OPERATORS.contains(operator())) {
                final String operator = take().text().toLowerCase(Locale.ROOT);
                result = new Operation(operator, left, list());
            } else {
                result = left;
            }
        }
        depth--;
        return result;
    }

    private String operator() {
        return peek().kind() == Token.Kind.DASHED ? peek().text().toLowerCase(Locale.ROOT) : "";
    }

    private Expression list() throws SyntaxException {
        final Expression first = primary();
        if (!peek().is(",")) {
            return first;
        }
        final List<Expression> elements = new ArrayList<>(List.of(first));
        while (skips(",")) {
            newLines();
            elements.add(primary());
        }
        return new Elements(List.copyOf(elements));
    }

    private Expression primary() throws SyntaxException {
        descend();
        Expression result = switch (peek().kind()) {
            case WORD -> new Word(take().text());
            case LITERAL -> new Literal(take().text());
            case TEMPLATE -> new Expression.Template(Template.parts(take().text()));
            case VARIABLE -> new Variable(take().text());
            default -> bracket();
        };
        while (peek().kind() == Token.Kind.MEMBER) {
            result = new Member(result, take().text());
        }
        depth--;
        return result;
    }

    private Expression bracket() throws SyntaxException {
        if (skips("(")) {
            newLines();
            final List<Statement.Stage> stages = pipeline();
            close(")");
            return stages.size() == 1 && stages.getFirst() instanceof Statement.Value value
                    ? value.expression() : new Nested(new Statement(Optional.empty(), stages));
        }
        if (skips("@(")) {
            newLines();
            final List<Expression> elements = new ArrayList<>();
            while (!peek().is(")")) {
                elements.add(primary());
                newLines();
                if (!skips(",")) {
                    break;
                }
                newLines();
            }
            close(")");
            return new Elements(List.copyOf(elements));
        }
        if (skips("{")) {
            newLines();
            final Expression body = expression();
            close("}");
            return new Expression.Block(body);
        }
        if (skips("@{")) {
            return table();
        }
        throw unexpected("a value");
    }

    private Expression table() throws SyntaxException {
        final Map<String, Expression> entries = new LinkedHashMap<>();
        while (true) {
            while (skips(";") || newLines()) {
                continue;
            }
            if (skips("}")) {
                return new Expression.Table(entries);
            }
            final String key = key();
            if (!skips("=")) {
                throw unexpected("= behind the key '" + key + "'");
            }
            newLines();
            if (entries.put(key, list()) != null) {
                throw new SyntaxException("found the key '" + key + "' twice, expected it once", false);
            }
            if (!peek().is(";") && !peek().is("}") && peek().kind() != Token.Kind.NEW_LINE) {
                throw unexpected("; or } behind the value of '" + key + "'");
            }
        }
    }

    private String key() throws SyntaxException {
        if (peek().kind() == Token.Kind.WORD || peek().kind() == Token.Kind.LITERAL) {
            return take().text();
        }
        if (peek().kind() == Token.Kind.TEMPLATE) {
            final StringBuilder key = new StringBuilder();
            for (final Expression part : Template.parts(peek().text())) {
                if (!(part instanceof Literal literal)) {
                    throw unexpected("a key without variables");
                }
                key.append(literal.text());
            }
            next++;
            return key.toString();
        }
        throw unexpected("a key, or } at the end of the mapping");
    }

    private void close(String sign) throws SyntaxException {
        newLines();
        if (!skips(sign)) {
            throw unexpected(sign);
        }
    }

    private void descend() throws SyntaxException {
        if (++depth > DEPTH) {
            throw new SyntaxException("found values nested more than " + DEPTH + " deep, expected fewer", false);
        }
    }

    private Token peek() {
        return tokens.get(next);
    }

    private Token take() {
        return tokens.get(next++);
    }

    private boolean skips(String sign) {
        if (peek().is(sign)) {
            next++;
            return true;
        }
        return false;
    }

    private boolean newLines() {
        final int before = next;
        while (peek().kind() == Token.Kind.NEW_LINE) {
            next++;
        }
        return next > before;
    }

    private SyntaxException unexpected(String expected) {
        return new SyntaxException("found " + peek().describe() + " in column " + (peek().start() + 1) + ", expected "
                + expected, peek().kind() == Token.Kind.END);
    }
}
