package org.signalbox.workbench.policies;

import java.util.EnumMap;
import java.util.Map;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.StackLayout;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;
import org.osgi.service.component.annotations.Component;
import org.signalbox.workbench.Figures;
import org.signalbox.workbench.Theme;
import org.signalbox.workbench.Token;
import org.signalbox.workbench.policy.EditorContext;
import org.signalbox.workbench.policy.PolicyEditor;
import org.signalbox.workbench.policy.PortPolicy;

/** The editor of the filtering extension's policy: its two access lists, one at a time, and its guards. */
@Component
public final class FilteringEditor implements PolicyEditor {

    private static final String FILTERING = "org.signalbox.extension.filtering";

    @Override
    public String extension() {
        return FILTERING;
    }

    @Override
    public Panel create(Composite parent, EditorContext context) {
        return new Lists(parent, context);
    }

    /** The widgets. */
    private static final class Lists implements Panel {

        private final EditorContext context;
        private final Theme theme;
        private final Composite stack;
        private final StackLayout pages = new StackLayout();
        private final Map<AclKind, Button> tabs = new EnumMap<>(AclKind.class);
        private final Map<AclKind, AclPanel> panels = new EnumMap<>(AclKind.class);
        private final Button dhcpGuard;
        private final Button routerGuard;
        private PortPolicy now;

        Lists(Composite parent, EditorContext context) {
            this.context = context;
            theme = context.theme();
            final Composite root = new Composite(parent, SWT.NONE);
            theme.paint(root, Token.SURFACE, Token.TEXT);
            root.setLayout(grid(1));
            final Composite bar = new Composite(root, SWT.NONE);
            bar.setLayout(grid(AclKind.values().length + 3));
            bar.setLayoutData(new GridData(SWT.FILL, SWT.TOP, true, false));
            theme.paint(bar, Token.SURFACE, Token.TEXT);
            for (final AclKind kind : AclKind.values()) {
                final Button tab = new Button(bar, SWT.TOGGLE);
                tab.setText(kind.title() + " (0)");
                tab.addListener(SWT.Selection, event -> front(kind));
                tabs.put(kind, tab);
            }
            final Label space = new Label(bar, SWT.NONE);
            space.setLayoutData(new GridData(SWT.FILL, SWT.CENTER, true, false));
            theme.paint(space, Token.SURFACE, Token.TEXT);
            dhcpGuard = guard(bar, "DHCP guard", "DhcpGuard", "Drops what only a DHCP server sends, from the machine");
            routerGuard = guard(bar, "Router guard", "RouterGuard",
                    "Drops router advertisements and redirects from the machine");
            stack = new Composite(root, SWT.NONE);
            stack.setLayout(pages);
            stack.setLayoutData(new GridData(SWT.FILL, SWT.FILL, true, true));
            theme.paint(stack, Token.SURFACE, Token.TEXT);
            for (final AclKind kind : AclKind.values()) {
                panels.put(kind, new AclPanel(stack, context, kind));
            }
            front(AclKind.ACL);
        }

        private static GridLayout grid(int columns) {
            final GridLayout layout = new GridLayout(columns, false);
            layout.marginWidth = 0;
            layout.marginHeight = 0;
            layout.horizontalSpacing = 8;
            layout.verticalSpacing = 8;
            return layout;
        }

        private Button guard(Composite bar, String name, String parameter, String tip) {
            final Button guard = new Button(bar, SWT.CHECK);
            guard.setText(name);
            guard.setToolTipText(tip);
            guard.addListener(SWT.Selection, event -> {
                final boolean on = guard.getSelection();
                guard.setSelection(!on);
                context.run(new AclCommands(now).guard(parameter, on), () -> { });
            });
            return guard;
        }

        private void front(AclKind kind) {
            tabs.forEach((each, tab) -> tab.setSelection(each == kind));
            pages.topControl = panels.get(kind).control();
            stack.layout();
        }

        @Override
        public void show(PortPolicy policy) {
            final boolean other = now == null || !policy.isOfSamePort(now);
            now = policy;
            final Map<String, Object> keys = policy.offer().current().orElse(Map.of());
            final Map<AclKind, Integer> sizes = new EnumMap<>(AclKind.class);
            for (final AclKind kind : AclKind.values()) {
                sizes.put(kind, AclList.of(kind, keys).entries().size());
                final String text = kind.title() + " (" + Figures.grouped(sizes.get(kind)) + ")";
                if (!tabs.get(kind).getText().equals(text)) {
                    tabs.get(kind).setText(text);
                    tabs.get(kind).getParent().layout();
                }
                panels.get(kind).show(policy);
            }
            if (other) {
                front(sizes.get(AclKind.ACL) == 0 && sizes.get(AclKind.EXTENDED) > 0 ? AclKind.EXTENDED : AclKind.ACL);
            }
            dhcpGuard.setSelection(Boolean.TRUE.equals(keys.get("dhcpGuard")));
            routerGuard.setSelection(Boolean.TRUE.equals(keys.get("routerGuard")));
        }
    }
}
