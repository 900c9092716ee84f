package org.signalbox.vswitch;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.osgi.annotation.versioning.ProviderType;

/**
 * The live switches of this process. The engine keeps them as the last {@link #apply} asked for, whatever bundles come
 * and go. Safe to call from any thread. {@code apply} waits for at most one batch of each switch it changes, up to a
 * second; {@code switches} for at most one batch, up to 50 ms (after a change up to a second), and then answers with
 * what it last knew.
 */
@ProviderType
public interface VirtualSwitches {
    /**
     * What of this the engine cannot do, without doing any of it. Paths are those of the list, such as
     * {@code [0].ports[2].vlan}. Policies and the order of extensions that are present are checked, those of absent
     * ones are not; an order that a live switch runs in already is not refused there, nor is a policy that it has
     * already for being newer than its extension or for what that says of it.
     */
    List<Refusal> check(List<SwitchSpec> desired);

    /**
     * Makes the live switches match: what is the same goes on undisturbed, counters and learned addresses included.
     * In an order that extensions declare to be wrong a switch runs too, and its {@link StageStatus} says so. A policy
     * that is written for a newer version of its extension than the installed one is kept, and has no effect; an
     * extension is not asked whether it refuses one.
     *
     * @throws IllegalArgumentException when {@link #check} refuses anything else; nothing was changed
     */
    void apply(List<SwitchSpec> desired);

    /**
     * All live switches in the order of the last {@link #apply}, each read between two batches, so that its account of
     * frames is whole.
     */
    List<SwitchStatus> switches();

    /** All installed extensions, newest of each kind first. Never blocks. */
    List<ExtensionStatus> extensions();

    /**
     * What extensions left behind, oldest first, each named once as long as this runs. Never blocks.
     *
     * @see ExtensionLeak
     */
    default List<ExtensionLeak> leaks() {
        return List.of();
    }

    /** The record that defines an extension's policy per port; empty when it has none or is not installed. */
    Optional<Class<? extends Record>> portPolicy(String extension);

    /** The record that defines an extension's policy per switch; empty when it has none or is not installed. */
    Optional<Class<? extends Record>> switchPolicy(String extension);

    /**
     * A policy as its installed extension writes it today: brought up to the version of its record, checked by it,
     * without what is at its default. May wait for the extension for a second.
     *
     * @param type {@link #portPolicy} or {@link #switchPolicy} of the extension
     * @throws org.signalbox.schema.SchemaException if the extension does not take it; the path starts in the policy
     */
    Map<String, Object> currentPolicy(String extension, Class<? extends Record> type, Map<String, Object> policy);

    /**
     * The extensions of a switch with one more, which was given no place: it comes on top, and below those that have to
     * run before it, as far as installed ones declare. Never blocks.
     *
     * @param extensions ids, top first
     * @param id         of an extension that is not among them, installed or not
     */
    List<String> withExtension(List<String> extensions, String id);

    /** Learned addresses of a live switch, in no order; empty when there is no such switch. Never blocks. */
    List<ForwardingEntry> forwardingTable(String switchName);

    /**
     * How often the rules of a live switch's extensions decided, those of the policies in force, in no order; of
     * extensions that count them. Empty when there is no such switch. Waits like {@link #switches}.
     */
    default List<RuleCount> ruleCounts(String switchName) {
        return List.of();
    }

    /** The flow caches of a live switch's workers together. Waits like {@link #switches}; empty without such a switch. */
    default Optional<FlowCacheStatus> flowCache(String switchName) {
        return Optional.empty();
    }

    /**
     * Has decisions about frames of a live switch told, from between two batches on. What becomes of frames is the same
     * as without it. While nobody follows a switch it spends nothing on this.
     *
     * <p>Frames wait for nobody: decisions that come faster than they are told, or than was selected, are counted as
     * {@link Following#lost} instead. What an attachment or another worker's queue drops after it took a copy is
     * counted by the switch, and not in the copy's decision.
     *
     * @param told called by a thread of its own, one decision after the other; when it throws, it is reported, and told
     *             no more
     * @throws IllegalArgumentException with one sentence, when there is no such switch
     * @throws IllegalStateException    with one sentence, when too many follow it already
     */
    Following follow(String switchName, Following.Selection selection, Simulations.Decisions told);

    /**
     * As {@link #follow}, with the bytes of frames, as many as the selection's snap length allows. They are copied for
     * frames that are selected only, and what waits to be told is bounded in bytes as well.
     */
    default Following followFrames(String switchName, Following.Selection selection, Following.Frames told) {
        return follow(switchName, selection, decision -> told.followed(FollowedFrame.of(decision)));
    }

    /**
     * One thing that cannot be done.
     *
     * @param path where in the list of specs
     * @param found what stands there, quoted when it is a text
     * @param expected what would be accepted
     */
    record Refusal(String path, String found, String expected) {
    }
}
