package com.nacento.connector.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.nacento.connector.audit.Repair.What;
import com.nacento.connector.gallery.Refreshes;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A bucket that is not the shop's, or of which half is gone, must not empty the gallery. */
class RepairTest {

    @Test
    void imagesThatNobodyHasAskedForCountAsMissing() {
        assertThat(isTooMuch(EnumSet.allOf(What.class), 21)).isTrue();
        assertThat(isTooMuch(EnumSet.allOf(What.class), 20)).isFalse();
    }

    @Test
    void rolesAreDecidedByTheBucketAsWell() {
        assertThat(isTooMuch(Set.of(What.ROLES), 21)).isTrue();
    }

    @Test
    void twinsAreToldByTheGalleryAlone() {
        assertThat(isTooMuch(Set.of(What.TWINS), 100)).isFalse();
    }

    /** Of a hundred images so many have no object, most of them only by the listing. */
    private static boolean isTooMuch(Set<What> wanted, int missing) {
        try (Repair repair = new Repair(null, null, Refreshes.NONE, wanted)) {
            for (int i = 0; i < missing; i++) {
                repair.accept(new AuditFinding(AuditFinding.Kind.MISSING_OBJECT, i < 5, true, "/a/b/" + i + ".jpg", 1L, "P-1", (long) i,
                        null, null, "not listed, and not asked for"));
            }
            assertThat(repair.missing()).isEqualTo(missing);
            return repair.isTooMuch(new AuditReport(1, 100, 100, 0, 0, 5, Map.of()), 20);
        }
    }
}
