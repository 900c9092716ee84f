package org.signalbox.workbench.shell;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How entries stand in menus: by order, with a line between different hundreds, a menu where its first entry would. */
final class MenuPlan {

    private static final List<String> FIRST = List.of("File", "Edit", "View");
    private static final String LAST = "Help";
    private static final int HUNDRED = 100;

    /** One piece of a menu. */
    sealed interface Part {
    }

    /** A line that parts what stands above and below. */
    record Line() implements Part {
    }

    /** An entry. */
    record Leaf(Entry entry) implements Part {
    }

    /** A menu within a menu, or of the bar. */
    record Menu(String title, List<Part> parts) implements Part {
    }

    private final Map<String, MenuPlan> menus = new LinkedHashMap<>();
    private final List<Entry> entries = new ArrayList<>();

    private MenuPlan() {
    }

    /** The menus of the bar, left to right: File, Edit, View, others by title, Help. */
    static List<Menu> of(Collection<Entry> all) {
        final MenuPlan bar = new MenuPlan();
        for (final Entry entry : all) {
            MenuPlan at = bar;
            for (final String title : entry.menu().split("/")) {
                at = at.menus.computeIfAbsent(title.strip(), key -> new MenuPlan());
            }
            at.entries.add(entry);
        }
        return bar.menus.entrySet().stream()
                .sorted(Comparator.comparingInt((Map.Entry<String, MenuPlan> each) -> rank(each.getKey()))
                        .thenComparing(Map.Entry::getKey))
                .map(each -> new Menu(each.getKey(), each.getValue().parts())).toList();
    }

    private static int rank(String title) {
        final int first = FIRST.indexOf(title);
        return title.equals(LAST) ? FIRST.size() + 1 : first < 0 ? FIRST.size() : first;
    }

    private int lowest() {
        return Math.min(entries.stream().mapToInt(Entry::order).min().orElse(Integer.MAX_VALUE),
                menus.values().stream().mapToInt(MenuPlan::lowest).min().orElse(Integer.MAX_VALUE));
    }

    private List<Part> parts() {
        final Map<Part, Integer> orders = new LinkedHashMap<>();
        menus.forEach((title, plan) -> orders.put(new Menu(title, plan.parts()), plan.lowest()));
        entries.stream().sorted(Entry.IN_MENU).forEach(entry -> orders.put(new Leaf(entry), entry.order()));
        final List<Part> parts = new ArrayList<>();
        int hundred = 0;
        for (final Map.Entry<Part, Integer> each
                : orders.entrySet().stream().sorted(Map.Entry.comparingByValue()).toList()) {
            final int next = Math.floorDiv(each.getValue(), HUNDRED);
            if (!parts.isEmpty() && next != hundred) {
                parts.add(new Line());
            }
            hundred = next;
            parts.add(each.getKey());
        }
        return parts;
    }
}
