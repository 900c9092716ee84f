package org.example.toptalkers;

import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.signalbox.workbench.View;
import org.signalbox.workbench.ViewContext;
import org.signalbox.workbench.ViewPlace;

/** The view. Only the workbench asks for it, so that elsewhere neither this class nor SWT is loaded. */
@Component
@ViewPlace(id = "top-talkers", title = "Top talkers", icon = "icons/top-talkers.svg")
public final class TopTalkersView implements View {
    private final TopTalkersExtension extension;

    /** @param extension whose figures these are */
    @Activate
    public TopTalkersView(@Reference final TopTalkersExtension extension) {
        this.extension = extension;
    }

    @Override
    public Control create(final Composite parent, final ViewContext context) {
        final TopTalkersPanel panel = new TopTalkersPanel(parent, context);
        context.watch(extension::talkers, panel::show);
        return panel.control();
    }
}
