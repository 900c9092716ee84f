package org.signalbox.console.language;

import java.util.List;
import java.util.Map;

/** Something with a value. */
public sealed interface Expression {
    /** A word without quotes: a text, or a number where nothing says that a text is wanted. */
    record Word(String text) implements Expression {
    }

    /** A text in single quotes. */
    record Literal(String text) implements Expression {
    }

    /** A text in double quotes. @param parts {@link Literal}s and {@link Variable}s */
    record Template(List<Expression> parts) implements Expression {
    }

    /** {@code $name}. */
    record Variable(String name) implements Expression {
    }

    /** {@code $name.property}. */
    record Member(Expression of, String property) implements Expression {
    }

    /** {@code (Get-VMSwitch)}. */
    record Nested(Statement statement) implements Expression {
    }

    /** {@code a,b} or {@code @(a, b)}. */
    record Elements(List<Expression> elements) implements Expression {
    }

    /** <code>@{ key = value }</code>. */
    record Table(Map<String, Expression> entries) implements Expression {
    }

    /** <code>{ $_.Drops -gt 0 }</code>: evaluated for each object. */
    record Block(Expression body) implements Expression {
    }

    /** A comparison, or {@code -and}, {@code -or}. @param operator in lower case, without the dash */
    record Operation(String operator, Expression left, Expression right) implements Expression {
    }

    /** {@code -not x}. */
    record Not(Expression of) implements Expression {
    }
}
