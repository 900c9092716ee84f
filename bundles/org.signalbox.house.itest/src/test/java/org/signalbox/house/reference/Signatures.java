package org.signalbox.house.reference;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.RecordComponentElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.TypeParameterElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.Elements;

/** Elements as they are declared, with simple names. */
final class Signatures {
    private static final int WIDTH = 112;
    private static final String INDENT = "        ";

    private final Elements elements;

    Signatures(final Elements elements) {
        this.elements = elements;
    }

    /** The name that a member is called by: a constructor by that of its type. */
    static String name(final Element element) {
        return element.getKind() == ElementKind.CONSTRUCTOR ? element.getEnclosingElement().getSimpleName().toString()
                : element.getSimpleName().toString();
    }

    /** A type without its packages. */
    static String simple(final Elements elements, final TypeMirror type) {
        return type.toString().replaceAll("@[\\w.]+(\\([^)]*\\))? ", "")
                .replaceAll("\\b(?:[a-z_][a-z0-9_]*\\.)+(?=[A-Z])", "").replace(",", ", ").replaceAll(", +", ", ");
    }

    String of(final TypeElement type) {
        final StringBuilder text = new StringBuilder(modifiers(type)).append(switch (type.getKind()) {
            case INTERFACE -> "interface ";
            case ANNOTATION_TYPE -> "@interface ";
            case ENUM -> "enum ";
            case RECORD -> "record ";
            default -> "class ";
        }).append(type.getSimpleName()).append(parameters(type.getTypeParameters()));
        if (type.getKind() == ElementKind.RECORD) {
            text.append(wrap(text.length(), type.getRecordComponents().stream().map(this::component).toList()));
        }
        final String above = simple(elements, type.getSuperclass());
        if (type.getKind() == ElementKind.CLASS && !above.equals("Object")) {
            text.append(" extends ").append(above);
        }
        if (type.getKind() != ElementKind.ANNOTATION_TYPE && !type.getInterfaces().isEmpty()) {
            text.append(type.getKind() == ElementKind.INTERFACE ? " extends " : " implements ")
                    .append(list(type.getInterfaces()));
        }
        return type.getPermittedSubclasses().isEmpty() || type.getKind() == ElementKind.ENUM ? text.toString()
                : text + " permits " + list(type.getPermittedSubclasses());
    }

    String of(final ExecutableElement method) {
        final StringBuilder text = new StringBuilder(modifiers(method)).append(parameters(method.getTypeParameters()));
        if (!method.getTypeParameters().isEmpty()) {
            text.append(' ');
        }
        if (method.getKind() != ElementKind.CONSTRUCTOR) {
            text.append(simple(elements, method.getReturnType())).append(' ');
        }
        text.append(name(method));
        final List<? extends VariableElement> given = method.getParameters();
        text.append(wrap(text.length(), given.stream().map(parameter -> {
            final String type = simple(elements, parameter.asType());
            final boolean last = method.isVarArgs() && parameter.equals(given.getLast());
            return (last ? type.replaceFirst("\\[\\]$", "...") : type) + " " + parameter.getSimpleName();
        }).toList()));
        if (!method.getThrownTypes().isEmpty()) {
            text.append(" throws ").append(list(method.getThrownTypes()));
        }
        return method.getDefaultValue() == null ? text.toString() : text + " default " + method.getDefaultValue();
    }

    String of(final VariableElement field) {
        final String text = modifiers(field) + simple(elements, field.asType()) + " " + field.getSimpleName();
        return field.getConstantValue() == null ? text
                : text + " = " + elements.getConstantExpression(field.getConstantValue());
    }

    private String component(final RecordComponentElement component) {
        return simple(elements, component.asType()) + " " + component.getSimpleName();
    }

    /** Modifiers that say something: whatever stands in the reference is public. */
    private static String modifiers(final Element element) {
        final Set<Modifier> implied = switch (element.getKind()) {
            case INTERFACE, ANNOTATION_TYPE -> Set.of(Modifier.PUBLIC, Modifier.ABSTRACT, Modifier.STATIC);
            case RECORD, ENUM -> Set.of(Modifier.PUBLIC, Modifier.FINAL, Modifier.STATIC);
            case METHOD -> element.getEnclosingElement().getKind().isInterface()
                    ? Set.of(Modifier.PUBLIC, Modifier.ABSTRACT) : Set.of(Modifier.PUBLIC, Modifier.FINAL);
            default -> Set.of(Modifier.PUBLIC);
        };
        return element.getModifiers().stream().filter(each -> !implied.contains(each)).map(each -> each + " ")
                .collect(Collectors.joining());
    }

    private String parameters(final List<? extends TypeParameterElement> parameters) {
        return parameters.isEmpty() ? "" : parameters.stream().map(parameter -> {
            final String bounds = list(parameter.getBounds());
            return parameter.getSimpleName() + (bounds.equals("Object") ? "" : " extends " + bounds);
        }).collect(Collectors.joining(", ", "<", ">"));
    }

    private String list(final List<? extends TypeMirror> types) {
        return types.stream().map(type -> simple(elements, type)).collect(Collectors.joining(", "));
    }

    /** Parameters in parentheses, on lines of their own where one line is too long. */
    private static String wrap(final int before, final List<String> parameters) {
        final String line = "(" + String.join(", ", parameters) + ")";
        return before + line.length() <= WIDTH ? line
                : "(\n" + INDENT + String.join(",\n" + INDENT, parameters) + ")";
    }
}
