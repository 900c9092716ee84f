package org.signalbox.vswitch.engine;

import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.Label;
import java.lang.classfile.instruction.BranchInstruction;
import java.lang.classfile.instruction.LabelTarget;
import java.lang.classfile.instruction.LookupSwitchInstruction;
import java.lang.classfile.instruction.TableSwitchInstruction;
import java.lang.constant.ConstantDescs;
import java.lang.constant.DynamicCallSiteDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.HashSet;
import java.util.Set;

import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.framework.hooks.weaving.WeavingHook;
import org.osgi.framework.hooks.weaving.WovenClass;
import org.osgi.framework.namespace.PackageNamespace;
import org.osgi.framework.wiring.BundleWiring;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.signalbox.vswitch.extension.Stage;
import org.signalbox.vswitch.pipeline.LoopGuard;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Changes the code of extensions as it is loaded: before each jump backwards, of which every loop has one, it calls
 * {@link LoopGuard#poll}, so that a thread that does not come back can be ended. Code that cannot be changed is left as
 * it is.
 */
// The call costs nothing that could be measured while no thread is to end: the compiler finds that it does nothing.
// The component registers the hook itself: one that is made when it is asked for would be made while its own classes are
// loaded.
@Component(service = LoopWeaver.class)
public final class LoopWeaver implements WeavingHook {
    private static final Logger LOG = LoggerFactory.getLogger(LoopWeaver.class);
    private static final String CONTRACT = Stage.class.getPackageName();
    private static final DynamicCallSiteDesc POLL = DynamicCallSiteDesc.of(
            ConstantDescs.ofCallsiteBootstrap(LoopGuard.class.describeConstable().orElseThrow(), "poll",
                    ConstantDescs.CD_CallSite), "poll", MethodTypeDesc.of(ConstantDescs.CD_void));

    private final long self;
    private final ServiceRegistration<WeavingHook> hook;

    /** From now on the classes of extensions are changed when they are loaded. */
    @Activate
    public LoopWeaver(final BundleContext context) {
        this.self = context.getBundle().getBundleId();
        this.hook = context.registerService(WeavingHook.class, this, null);
    }

    @Deactivate
    void close() {
        hook.unregister();
    }

    @Override
    public void weave(final WovenClass loaded) {
        final BundleWiring wiring = loaded.getBundleWiring();
        if (wiring.getBundle().getBundleId() == self || !usesContract(wiring)) {
            return;
        }
        try {
            final byte[] before = loaded.getBytes();
            final byte[] after = weave(before, wiring.getClassLoader());
            if (after != before) {
                loaded.setBytes(after);
                loaded.getDynamicImports().add(LoopGuard.class.getPackageName());
            }
        } catch (final RuntimeException odd) {
            LOG.warn("{} of {} is left as it is: a thread that loops in it cannot be ended", loaded.getClassName(),
                    wiring.getBundle().getSymbolicName(), odd);
        }
    }

    private static boolean usesContract(final BundleWiring wiring) {
        return wiring.getRequiredWires(PackageNamespace.PACKAGE_NAMESPACE).stream().anyMatch(wire -> CONTRACT
                .equals(wire.getCapability().getAttributes().get(PackageNamespace.PACKAGE_NAMESPACE)));
    }

    /**
     * The changed class; one without loops, or of a format that knows no call sites, is left as it is.
     *
     * @param types where the classes are found that it refers to; none is loaded
     * @throws IllegalArgumentException when it is no class, or refers to one that is not found where that matters
     */
    static byte[] weave(final byte[] bytes, final ClassLoader types) {
        final ClassFile format = ClassFile.of(ClassFile.ClassHierarchyResolverOption.of(
                ClassHierarchyResolver.ofResourceParsing(types).orElse(ClassHierarchyResolver.defaultResolver())));
        final ClassModel model = format.parse(bytes);
        if (model.majorVersion() < ClassFile.JAVA_7_VERSION || !hasLoops(model)) {
            return bytes;
        }
        return format.transformClass(model,
                ClassTransform.transformingMethodBodies(CodeTransform.ofStateful(Polls::new)));
    }

    private static boolean hasLoops(final ClassModel model) {
        return model.methods().stream().anyMatch(method -> method.code().stream().anyMatch(code -> {
            final Loops loops = new Loops();
            return code.elementStream().anyMatch(loops::goesBack);
        }));
    }

    /** Of one method. */
    private static final class Polls implements CodeTransform {
        private final Loops loops = new Loops();

        @Override
        public void accept(final CodeBuilder code, final CodeElement element) {
            if (loops.goesBack(element)) {
                code.invokedynamic(POLL);
            }
            code.with(element);
        }
    }

    /** Finds the jumps backwards of one method, whose elements are told in their order. */
    private static final class Loops {
        private final Set<Label> passed = new HashSet<>();

        boolean goesBack(final CodeElement element) {
            return switch (element) {
                case LabelTarget target -> {
                    passed.add(target.label());
                    yield false;
                }
                case BranchInstruction branch -> passed.contains(branch.target());
                case TableSwitchInstruction table -> passed.contains(table.defaultTarget())
                        || table.cases().stream().anyMatch(each -> passed.contains(each.target()));
                case LookupSwitchInstruction table -> passed.contains(table.defaultTarget())
                        || table.cases().stream().anyMatch(each -> passed.contains(each.target()));
                default -> false;
            };
        }
    }
}
