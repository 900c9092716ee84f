package org.signalbox.workbench.topology;

/** Draws the map at the detail that its zoom allows. */
final class Painter {

    private Painter() {
    }

    static void draw(Pen pen, Scene scene, Camera camera, Lights lights) {
        final Links links = new Links(pen, lights);
        switch (camera.detail()) {
            case FAR -> new FarPainter(pen, lights, camera).draw(scene, links);
            case MIDDLE -> new MiddlePainter(pen, lights, camera).draw(scene, links);
            case NEAR -> {
                pen.map(camera);
                new NearPainter(pen, lights, camera.shown()).draw(scene, links);
                pen.screen();
            }
        }
    }
}
