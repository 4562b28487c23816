package com.nacento.connector.serve;

import com.nacento.connector.config.RefreshSettings;
import com.nacento.connector.config.Settings;
import com.nacento.connector.gallery.ImagePathRules;
import com.nacento.connector.message.GalleryMessageWriter;
import com.nacento.connector.queue.QueueTopology;
import com.nacento.connector.refresh.ImageResizes;
import com.nacento.connector.refresh.MagentoMemory;
import com.nacento.connector.refresh.RedisPages;
import com.nacento.connector.refresh.ShopRefresh;
import com.nacento.connector.storage.ResizedImages;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.ExecutorService;
import java.util.function.BooleanSupplier;
import software.amazon.awssdk.services.s3.S3Client;

/** What makes the shop show what was written: pages, resized copies, and what Magento remembers of originals. */
final class RefreshBeans {

    RefreshBeans(Beans beans, Settings settings, ImagePathRules paths, S3Client client, QueueTopology topology, BooleanSupplier rests,
            MeterRegistry metrics) {
        RefreshSettings refresh = settings.refresh();
        MagentoMemory memory = new MagentoMemory(refresh.defaultCache(), settings.storage().bucket(), settings.storage().prefix());
        if (refresh.resizedImages() == RefreshSettings.ResizedImages.ON) {
            memory.refuseIfOutOfReach();
        }
        beans.bind("shopRefresh", new ShopRefresh(refresh, metrics, rests));
        beans.bind("magentoMemory", memory);
        beans.bind("resizedImages", new ResizedImages(client, settings.storage().bucket(), paths.objectKey(""), memory::remembered,
                beans.get("s3Threads", ExecutorService.class)));
        beans.bind("imageResizes", new ImageResizes(topology, new GalleryMessageWriter(paths)));
        beans.bind("redisPages", new RedisPages(refresh.redis()));
    }
}
