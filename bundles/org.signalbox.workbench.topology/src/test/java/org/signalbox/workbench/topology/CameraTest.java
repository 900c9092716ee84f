package org.signalbox.workbench.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.signalbox.workbench.topology.Camera.Detail;

/** What is on screen, and how large. */
class CameraTest {

    private static final Box SCENE = new Box(0, 0, 12_000, 4_000);

    private static Camera camera() {
        final Camera camera = new Camera();
        camera.resize(1_000, 500);
        return camera;
    }

    @Test
    void shouldFitTheWholeIntoTheMiddle() {
        final Camera camera = camera();
        camera.fit(SCENE);
        final Box screen = camera.toScreen(SCENE);
        assertThat(screen.width()).isEqualTo(1_000);
        assertThat(screen.middleY()).isCloseTo(250, within(1));
        assertThat(camera.detail()).isEqualTo(Detail.FAR);
        camera.fit(new Box(0, 0, 400, 200));
        assertThat(camera.zoom()).isEqualTo(1);
        assertThat(camera.detail()).isEqualTo(Detail.NEAR);
    }

    @Test
    void shouldKeepThePointUnderThePointerWhileZooming() {
        final Camera camera = camera();
        camera.fit(SCENE);
        final double x = camera.toMapX(700);
        final double y = camera.toMapY(100);
        for (int i = 0; i < 12; i++) {
            camera.zoom(Camera.STEP, 700, 100);
        }
        assertThat(camera.toMapX(700)).isCloseTo(x, within(1e-6));
        assertThat(camera.toMapY(100)).isCloseTo(y, within(1e-6));
        assertThat(camera.detail()).isEqualTo(Detail.MIDDLE);
    }

    @Test
    void shouldMoveOnlyForWhatIsNotInSight() {
        final Camera camera = camera();
        assertThat(camera.reveal(new Box(10, 10, 50, 20))).isFalse();
        assertThat(camera.reveal(new Box(5_000, 10, 50, 20))).isTrue();
        assertThat(camera.shown().intersects(new Box(5_000, 10, 50, 20))).isTrue();
    }

    @Test
    void shouldMoveWithTheHand() {
        final Camera camera = camera();
        camera.zoom(2, 0, 0);
        camera.pan(-100, 50);
        assertThat(camera.left()).isEqualTo(50);
        assertThat(camera.top()).isEqualTo(-25);
    }
}
