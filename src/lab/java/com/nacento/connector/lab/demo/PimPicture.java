package com.nacento.connector.lab.demo;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;

/** Pictures of a tent, each in another colour: as many as somebody wants to exchange. */
final class PimPicture {

    private static final int WIDTH = 240;
    private static final int HEIGHT = 180;
    private static final int GROUND = 135;
    /** The golden ratio: neighbours get colours that are far apart. */
    private static final float STEP = 0.618034f;

    private PimPicture() {
    }

    /** A PNG file. */
    static byte[] png(int number) {
        BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        Graphics2D canvas = image.createGraphics();
        canvas.setColor(new Color(0xdcebf5));
        canvas.fillRect(0, 0, WIDTH, GROUND);
        canvas.setColor(new Color(0x8aa36b));
        canvas.fillRect(0, GROUND, WIDTH, HEIGHT - GROUND);
        int top = WIDTH / 2 + (number * 37 % 60 - 30);
        canvas.setColor(Color.getHSBColor(number * STEP % 1, 0.75f, 0.8f));
        canvas.fillPolygon(new int[] {30, top, 210}, new int[] {150, 35, 150}, 3);
        canvas.setColor(Color.getHSBColor(number * STEP % 1, 0.75f, 0.45f));
        canvas.fillPolygon(new int[] {top - 25, top, top + 25}, new int[] {150, 75, 150}, 3);
        canvas.dispose();
        try (ByteArrayOutputStream out = new ByteArrayOutputStream()) {
            ImageIO.write(image, "png", out);
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException("a picture can be written to memory", e);
        }
    }
}
