package org.signalbox.workbench;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.osgi.service.component.annotations.ComponentPropertyType;

/**
 * Names a {@link View} and says where it stands until the user moves it. The attributes become the service properties
 * {@code signalbox.view.id}, {@code signalbox.view.title} and so on.
 */
@ComponentPropertyType
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface ViewPlace {

    /** The prefix of the service properties. */
    String PREFIX_ = "signalbox.view.";

    /** The part of the window in which a view first appears. */
    enum Area {
        /** The large part at the upper left. */
        MAIN,
        /** The column at the right. */
        SIDE,
        /** The row at the bottom. */
        BOTTOM
    }

    /** The view's identity in the remembered layout: {@code [A-Za-z0-9._-]+}, unique in the workbench. */
    String id();

    /** The title on the tab and in the View menu. */
    String title();

    /**
     * The path, in the view's bundle, of an SVG on a 16 px grid whose strokes are {@code currentColor}; nothing shows
     * no icon.
     */
    String icon() default "";

    /** Where the view first appears. */
    Area area() default Area.BOTTOM;

    /**
     * The perspectives in which the view shows at first, by their ids; in any other it is put away until the user asks
     * for it: in every one, if none has the id that is named here. A {@link Perspective} that names the view itself
     * shows it, too.
     */
    String[] perspectives() default {Perspective.ADMIN};

    /**
     * The path, in the view's bundle, of its help page, which F1 shows; nothing has none. The page is Markdown in UTF-8:
     * one heading {@code #} with the title, headings {@code ##}, paragraphs, lists, fenced code, {@code **strong**},
     * {@code `code`} and links. A link leads to a page ({@code page:trace}, the id of a view), to a command's help
     * ({@code cmdlet:Get-VM}), to a view ({@code view:trace}, {@code view:console?Get-VM}) or does what an entry of a
     * menu does ({@code action:file.open}).
     */
    String help() default "";

    /** The menu in which the view stands, by its titles from the bar on. */
    String menu() default "View";

    /** The order among the tabs of one area, lowest first; equal orders stand by title. */
    int order() default 100;
}
