package org.signalbox.workbench;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.osgi.service.component.annotations.ComponentPropertyType;

/**
 * Names an {@link Action} and says where it stands. The attributes become the service properties
 * {@code signalbox.action.id}, {@code signalbox.action.label} and so on. An action without an id or a label, or whose id
 * is taken, is left out and the log says so.
 */
@ComponentPropertyType
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface ActionPlace {

    /** The prefix of the service properties. */
    String PREFIX_ = "signalbox.action.";

    /** The action's identity: {@code [A-Za-z0-9._-]+}, unique in the workbench. */
    String id();

    /** What the menu calls it: {@code &} stands before the mnemonic, three dots behind one that asks for more. */
    String label();

    /** The menu by its titles from the bar on, parted by slashes: {@code File/New}. One that is not there is made. */
    String menu() default "Tools";

    /**
     * The key, as SWT writes it: {@code Ctrl+Shift+C}, {@code Alt+F7}, {@code F5}; empty for none. Of two actions with
     * the same key the workbench's own has it, then the one of the lower order, then the one whose id comes first; the
     * log names both.
     */
    String key() default "";

    /** The path, in the action's bundle, of an SVG on a 16 px grid whose strokes are {@code currentColor}. */
    String icon() default "";

    /** The command that it runs, such as {@code New-VMSwitch}; empty for an action that leaves the fabric as it is. */
    String command() default "";

    /** The order in its menu, lowest first, equal ones by label; a line parts those of different hundreds. */
    int order() default 100;

    /** Whether it stands in the tool bar, too. */
    boolean toolBar() default false;
}
