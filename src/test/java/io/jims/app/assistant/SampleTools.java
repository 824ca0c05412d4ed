package io.jims.app.assistant;

import dev.langchain4j.agent.tool.P;
import dev.langchain4j.agent.tool.Tool;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Tools of every form that the model may call.
public class SampleTools {
    /// A colour of a shop's.
    public enum Colour {
        RED,
        BLUE
    }

    /// What an order has.
    public record Item(String name, int count) {}

    @Tool("Finds the status of an order")
    public String orderStatus(@P("the order's number") int number) {
        return "Order " + number + " is on its way";
    }

    @Tool(name = "place_order")
    String place(
            List<Item> items,
            Colour colour,
            @P(value = "gift", required = false) Boolean gift,
            Optional<String> note,
            @P(value = "speed", defaultValue = "2") int speed) {
        return String.format(Locale.ROOT, "%s %s %s %s %d", items, colour, gift, note, speed);
    }

    @Tool
    public void forget() {}

    @Tool
    public Item favourite() {
        return new Item("hat", 1);
    }

    @Tool
    public String fail() {
        throw new IllegalStateException("the warehouse is closed");
    }

    @Tool
    public String waitForEver() throws InterruptedException {
        Thread.currentThread().join();
        return "never";
    }
}
