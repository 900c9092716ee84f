package org.signalbox.verify.binary;

import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.reflect.AccessFlag;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

import org.signalbox.verify.binary.Reference.Kind;
import org.signalbox.verify.binary.Reference.Use;

/**
 * The class files of one bundle, and whether they link with a release: every class, method and field of it that they
 * refer to is there, with the same descriptor, on an instance or not as before, and may be used; and what the release
 * wants implemented is. One thread at a time. Source: The Java Virtual Machine Specification, 5.4.3.
 */
public final class Linkage {
    private final Map<String, ClassModel> own = new LinkedHashMap<>();
    private final Map<String, Set<Reference>> references = new HashMap<>();
    private final Function<String, ClassModel> around;

    /**
     * @param own    class files of the bundle
     * @param around where classes are found that the release does not have: of other bundles of the API
     */
    public Linkage(final Collection<byte[]> own, final Function<String, ClassModel> around) {
        for (final byte[] code : own) {
            final ClassModel model = ClassFile.of().parse(code);
            this.own.put(model.thisClass().asInternalName(), model);
        }
        this.around = around;
    }

    /** Packages whose name begins so, and that the classes refer to without having them. */
    public List<String> packages(final String prefix) {
        return own.keySet().stream().flatMap(each -> references(each).stream())
                .filter(each -> !own.containsKey(each.owner())).map(Reference::packageName)
                .filter(each -> (each + ".").startsWith(prefix)).distinct().sorted().toList();
    }

    /** The first thing of a package that a release does not have as it is used here, in words: "has no X". */
    public Optional<String> missing(final String ofPackage, final Release release) {
        for (final ClassModel model : own.values()) {
            for (final Reference each : references(model.thisClass().asInternalName())) {
                if (own.containsKey(each.owner()) || each.packageName().equals(ofPackage)) {
                    final Optional<String> complaint = own.containsKey(each.owner())
                            ? uninherited(each, ofPackage, release) : complaint(each, model, release);
                    if (complaint.isPresent()) {
                        return complaint;
                    }
                }
            }
            final Optional<String> unimplemented = unimplemented(model, ofPackage, release);
            if (unimplemented.isPresent()) {
                return unimplemented;
            }
        }
        return Optional.empty();
    }

    private Set<Reference> references(final String name) {
        return references.computeIfAbsent(name, each -> References.of(own.get(each)));
    }

    /** What a class of the bundle is asked for, and neither has nor inherits from the package any more. */
    private Optional<String> uninherited(final Reference reference, final String ofPackage, final Release release) {
        if (reference.kind() == Kind.CLASS) {
            return Optional.empty();
        }
        final List<ClassModel> lineage = lineage(own.get(reference.owner()), release);
        return lineage.stream().anyMatch(type -> member(type, reference).isPresent()) ? Optional.empty()
                : lineage.stream().map(type -> Reference.of(type.thisClass().asInternalName()))
                        .filter(type -> !own.containsKey(type.owner()) && type.packageName().equals(ofPackage))
                        .findFirst().map(type -> "has no " + new Reference(type.owner(), reference.kind(),
                                reference.name(), reference.descriptor(), reference.use()).inWords());
    }

    private Optional<String> complaint(final Reference reference, final ClassModel user, final Release release) {
        final ClassModel owner = release.classes().apply(reference.owner());
        if (owner == null) {
            return Optional.of("has no " + Reference.of(reference.owner()).inWords());
        }
        if (!owner.flags().has(AccessFlag.PUBLIC)) {
            return Optional.of("has " + Reference.of(reference.owner()).inWords() + " for its own use only");
        }
        if (reference.kind() == Kind.CLASS) {
            return Optional.empty();
        }
        final boolean isInterface = owner.flags().has(AccessFlag.INTERFACE);
        if (reference.kind() == Kind.METHOD && isInterface || reference.kind() == Kind.INTERFACE_METHOD
                && !isInterface) {
            return Optional.of("has " + Reference.of(reference.owner()).inWords() + " as "
                    + (isInterface ? "an interface, not a class" : "a class, not an interface"));
        }
        final Optional<Set<AccessFlag>> member = lineage(owner, release).stream()
                .map(type -> member(type, reference)).flatMap(Optional::stream).findFirst();
        if (member.isEmpty()) {
            return Optional.of("has no " + reference.inWords());
        }
        final Set<AccessFlag> flags = member.get();
        if (!flags.contains(AccessFlag.PUBLIC) && !(flags.contains(AccessFlag.PROTECTED)
                && lineage(user, release).contains(owner))) {
            return Optional.of("has " + reference.inWords() + " for its own use only");
        }
        final boolean isStatic = flags.contains(AccessFlag.STATIC);
        return reference.use() == Use.UNKNOWN || isStatic == (reference.use() == Use.STATIC) ? Optional.empty()
                : Optional.of("has " + reference.inWords() + (isStatic ? " as a static one" : " on instances only"));
    }


    private static Optional<Set<AccessFlag>> member(final ClassModel type, final Reference reference) {
        return reference.kind() == Kind.FIELD
                ? type.fields().stream().filter(each -> each.fieldName().equalsString(reference.name())
                        && each.fieldType().equalsString(reference.descriptor())).findFirst()
                        .map(each -> each.flags().flags())
                : type.methods().stream().filter(each -> each.methodName().equalsString(reference.name())
                        && each.methodType().equalsString(reference.descriptor())).findFirst()
                        .map(each -> each.flags().flags());
    }

    /** A class, what it extends, and all interfaces of these, nearest first. */
    private List<ClassModel> lineage(final ClassModel type, final Release release) {
        final List<ClassModel> lineage = new ArrayList<>();
        for (ClassModel at = type; at != null; at = at.superclass().map(each -> find(each, release)).orElse(null)) {
            lineage.add(at);
        }
        for (int i = 0; i < lineage.size(); i++) {
            lineage.get(i).interfaces().stream().map(each -> find(each, release))
                    .filter(each -> each != null && !lineage.contains(each)).forEach(lineage::add);
        }
        return lineage;
    }

    private ClassModel find(final ClassEntry type, final Release release) {
        final String name = type.asInternalName();
        final ClassModel mine = own.get(name);
        if (mine != null) {
            return mine;
        }
        final ClassModel released = release.classes().apply(name);
        if (released != null) {
            return released;
        }
        final ClassModel other = around.apply(name);
        return other != null ? other : Release.ofJdk(name);
    }

    /** A method of the package's interfaces that a class here which can have instances does not implement. */
    private Optional<String> unimplemented(final ClassModel model, final String ofPackage, final Release release) {
        if (model.flags().has(AccessFlag.ABSTRACT)) {
            return Optional.empty();
        }
        final List<ClassModel> lineage = lineage(model, release);
        return lineage.stream()
                .filter(type -> !own.containsKey(type.thisClass().asInternalName())
                        && Reference.of(type.thisClass().asInternalName()).packageName().equals(ofPackage))
                .flatMap(type -> type.methods().stream().filter(each -> each.flags().has(AccessFlag.ABSTRACT))
                        .map(each -> new Reference(type.thisClass().asInternalName(), Kind.METHOD,
                                each.methodName().stringValue(), each.methodType().stringValue(), Use.INSTANCE)))
                .filter(wanted -> lineage.stream().map(type -> member(type, wanted)).flatMap(Optional::stream)
                        .allMatch(flags -> flags.contains(AccessFlag.ABSTRACT)))
                .findFirst().map(wanted -> "wants " + wanted.inWords() + " implemented, which "
                        + model.thisClass().asInternalName().replace('/', '.') + " does not have");
    }
}
