package org.signalbox.verify.binary;

import java.lang.classfile.Attributes;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeElement;
import java.lang.classfile.MethodModel;
import java.lang.classfile.Opcode;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.constantpool.DynamicConstantPoolEntry;
import java.lang.classfile.constantpool.FieldRefEntry;
import java.lang.classfile.constantpool.InterfaceMethodRefEntry;
import java.lang.classfile.constantpool.MemberRefEntry;
import java.lang.classfile.constantpool.MethodHandleEntry;
import java.lang.classfile.constantpool.PoolEntry;
import java.lang.classfile.instruction.ConstantInstruction;
import java.lang.classfile.instruction.ExceptionCatch;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.NewMultiArrayInstruction;
import java.lang.classfile.instruction.NewObjectInstruction;
import java.lang.classfile.instruction.NewReferenceArrayInstruction;
import java.lang.classfile.instruction.TypeCheckInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodHandleInfo;
import java.util.LinkedHashSet;
import java.util.Set;

import org.signalbox.verify.binary.Reference.Kind;
import org.signalbox.verify.binary.Reference.Use;

/**
 * All that a class file refers to. What merely stands in its constants is not: a compiler leaves the class there whose
 * constants it has copied.
 */
final class References {
    private final Set<Reference> found = new LinkedHashSet<>();

    private References() {
    }

    static Set<Reference> of(final ClassModel code) {
        final References references = new References();
        code.superclass().ifPresent(references::type);
        code.interfaces().forEach(references::type);
        code.methods().forEach(references::method);
        code.fields().forEach(field -> references.type(field.fieldTypeSymbol()));
        for (final PoolEntry entry : code.constantPool()) {
            references.pool(entry);
        }
        return references.found;
    }

    private void pool(final PoolEntry entry) {
        switch (entry) {
            case final DynamicConstantPoolEntry dynamic -> dynamic.bootstrap().arguments().forEach(this::constant);
            case final MethodHandleEntry handle -> member(handle.reference(), switch (handle.kind()) {
                case MethodHandleInfo.REF_getStatic, MethodHandleInfo.REF_putStatic,
                        MethodHandleInfo.REF_invokeStatic -> Use.STATIC;
                default -> Use.INSTANCE;
            });
            case final MemberRefEntry member -> member(member, Use.UNKNOWN);
            default -> {
            }
        }
    }

    private void method(final MethodModel method) {
        final MethodTypeDesc type = method.methodTypeSymbol();
        type(type.returnType());
        type.parameterList().forEach(this::type);
        method.findAttribute(Attributes.exceptions()).ifPresent(thrown -> thrown.exceptions().forEach(this::type));
        method.code().ifPresent(code -> code.forEach(this::instruction));
    }

    private void instruction(final CodeElement element) {
        switch (element) {
            case final FieldInstruction field -> member(field.field(),
                    field.opcode() == Opcode.GETSTATIC || field.opcode() == Opcode.PUTSTATIC ? Use.STATIC
                            : Use.INSTANCE);
            case final InvokeInstruction call -> member(call.method(),
                    call.opcode() == Opcode.INVOKESTATIC ? Use.STATIC : Use.INSTANCE);
            case final NewObjectInstruction made -> type(made.className());
            case final NewReferenceArrayInstruction made -> type(made.componentType());
            case final NewMultiArrayInstruction made -> type(made.arrayType());
            case final TypeCheckInstruction checked -> type(checked.type());
            case final ConstantInstruction.LoadConstantInstruction loaded -> constant(loaded.constantEntry());
            case final ExceptionCatch caught -> caught.catchType().ifPresent(this::type);
            default -> {
            }
        }
    }

    private void member(final MemberRefEntry member, final Use use) {
        type(member.owner().asSymbol());
        if (!member.owner().asSymbol().isArray()) {
            found.add(new Reference(member.owner().asInternalName(), switch (member) {
                case final FieldRefEntry _ -> Kind.FIELD;
                case final InterfaceMethodRefEntry _ -> Kind.INTERFACE_METHOD;
                default -> Kind.METHOD;
            }, member.name().stringValue(), member.type().stringValue(), use));
        }
    }

    private void constant(final PoolEntry constant) {
        if (constant instanceof final ClassEntry type) {
            type(type);
        }
    }

    private void type(final ClassEntry type) {
        type(type.asSymbol());
    }

    private void type(final ClassDesc type) {
        ClassDesc element = type;
        while (element.isArray()) {
            element = element.componentType();
        }
        if (!element.isPrimitive()) {
            final String descriptor = element.descriptorString();
            found.add(Reference.of(descriptor.substring(1, descriptor.length() - 1)));
        }
    }
}
